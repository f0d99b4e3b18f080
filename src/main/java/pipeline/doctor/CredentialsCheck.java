package pipeline.doctor;

import java.util.function.Supplier;
import pipeline.spotify.client.AppPermissionsProbe;

/** Whether Spotify gives a token for the credentials. */
public record CredentialsCheck(Supplier<AppPermissionsProbe> spotify) implements HealthCheck {
  @Override
  public CheckResult check() {
    spotify.get().signIn();
    return CheckResult.ok("Spotify gives a token for them");
  }
}
