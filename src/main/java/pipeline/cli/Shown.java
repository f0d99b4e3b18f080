package pipeline.cli;

/** For people, or for programs. */
enum Shown {
  TEXT,
  JSON
}
