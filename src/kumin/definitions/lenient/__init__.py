"""What people write in words where a definition has a value: 60％以上, 令和6年度, 問7, 1、2."""
