"""Files and screens: laid out here, computed and worded before."""
