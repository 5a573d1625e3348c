"""Survey statistics: pure functions on Polars frames."""

from kumin.estimation.design import SurveyDesign
from kumin.estimation.proportions import proportions

__all__ = ["SurveyDesign", "proportions"]
