package pipeline.cli;

/** Where no command shall get as far as the lake. */
final class NoLake implements LakeVisits {
  @Override
  public <T> T visit(Context context, Use<T> use) {
    throw new AssertionError("The lake was opened");
  }

  @Override
  public <T> T visit(Context context, String uri, StoreUse<T> use) {
    throw new AssertionError(uri + " was opened");
  }
}
