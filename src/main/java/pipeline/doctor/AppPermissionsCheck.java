package pipeline.doctor;

import java.util.Optional;
import java.util.function.Supplier;
import pipeline.spotify.api.AppPermissions;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.AppProbe;

/**
 * Which kind of app it is, and so which sources and batches it may use.
 *
 * @param facts what is known of it: where the lake's listings come from, decided once
 */
public record AppPermissionsCheck(Supplier<AppProbe> spotify, StateStore facts)
    implements HealthCheck {
  private static final String NEW_RELEASES = "new_releases";

  @Override
  public CheckResult look() {
    AppPermissions rights = spotify.get().probePermissions();
    String what = kind(rights) + ": " + sources(rights) + ", " + batches(rights);
    Optional<String> pinned = facts.find(StateStore.SOURCE).filter(source -> !source.isBlank());
    String and = pinned.map(source -> "; this lake's listings come from " + source).orElse("");
    if (pinned.filter(NEW_RELEASES::equals).isPresent() && !rights.mayListNewReleases()) {
      return CheckResult.fail(
          what + and,
          "extract-releases will be refused (77): a search lists other albums, so it goes on with"
              + " those only where --source search says so.");
    }
    return CheckResult.ok(what + and);
  }

  private static String kind(AppPermissions rights) {
    if (rights.mayListNewReleases() && rights.mayFetchBatches().orElse(true)) {
      return "an app in Extended Quota Mode";
    }
    return rights.mayListNewReleases() || rights.mayFetchBatches().orElse(false)
        ? "an app with some of the extended rights"
        : "an app in Development Mode";
  }

  private static String sources(AppPermissions rights) {
    return rights.mayListNewReleases() ? "sources new-releases and search" : "source search only";
  }

  private static String batches(AppPermissions rights) {
    return rights
        .mayFetchBatches()
        .map(may -> may ? "tracks by twenty albums a call" : "tracks album by album")
        .orElse("whether by twenty albums a call is not known");
  }
}
