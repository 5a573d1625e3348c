"""What commands are given: answers of one survey, or what tables are made of."""
