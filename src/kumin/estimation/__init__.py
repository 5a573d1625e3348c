"""Survey statistics: pure functions on Polars frames."""

from kumin.estimation.design import SurveyDesign
from kumin.estimation.proportions import METHODS, proportions

__all__ = ["METHODS", "SurveyDesign", "proportions"]
