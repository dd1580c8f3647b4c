"""The pages of the questionnaire, one module a step."""
