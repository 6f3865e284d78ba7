//! Every example, in every disguise, gives the same diagnosis.
