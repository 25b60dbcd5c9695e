"""What editors are given, made from the model: the schemas, the reference, the form of the CMS, the questions asked."""
