package pipeline.doctor;

import java.util.function.Supplier;
import pipeline.spotify.AppProbe;

/** Whether Spotify gives a token for the credentials. */
public record SignInCheck(Supplier<AppProbe> spotify) implements Check {
  @Override
  public Finding look() {
    spotify.get().signIn();
    return Finding.ok("Spotify gives a token for them");
  }
}
