"""集計表 as a tabulation firm delivers it: an index with links, tables of percents, of counts and of numbers, on A4."""
