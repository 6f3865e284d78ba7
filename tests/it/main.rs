mod index_build;
mod index_corpus;
mod index_search;
mod index_similar;
