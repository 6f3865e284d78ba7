mod corpus_fixture;
mod corpus_layers;
mod corpus_scan;
mod corpus_walk;
mod generation;
