package pipeline.doctor;

import java.util.Optional;
import java.util.function.Supplier;
import pipeline.spotify.api.StateStore;
import pipeline.spotify.client.AppPermissionsProbe;
import pipeline.spotify.client.AppPermissionsProbe.AppPermissions;

/**
 * Which kind of app it is, and so which sources and batches it may use.
 *
 * @param stateStore what is known of it: where the lake's listings come from, decided once
 */
public record AppPermissionsCheck(Supplier<AppPermissionsProbe> spotify, StateStore stateStore)
    implements HealthCheck {
  private static final String NEW_RELEASES = "new_releases";

  @Override
  public CheckResult check() {
    AppPermissions permissions = spotify.get().probePermissions();
    String description =
        describeKind(permissions) + ": " + sources(permissions) + ", " + batches(permissions);
    Optional<String> pinned =
        stateStore.find(StateStore.SOURCE).filter(source -> !source.isBlank());
    String suffix = pinned.map(source -> "; this lake's listings come from " + source).orElse("");
    if (pinned.filter(NEW_RELEASES::equals).isPresent() && !permissions.mayListNewReleases()) {
      return CheckResult.fail(
          description + suffix,
          "extract-releases will be refused (77): a search lists other albums, so it goes on with"
              + " those only where --source search says so.");
    }
    return CheckResult.ok(description + suffix);
  }

  private static String describeKind(AppPermissions permissions) {
    if (permissions.mayListNewReleases() && permissions.mayFetchBatches().orElse(true)) {
      return "an app in Extended Quota Mode";
    }
    return permissions.mayListNewReleases() || permissions.mayFetchBatches().orElse(false)
        ? "an app with some of the extended rights"
        : "an app in Development Mode";
  }

  private static String sources(AppPermissions permissions) {
    return permissions.mayListNewReleases()
        ? "sources new-releases and search"
        : "source search only";
  }

  private static String batches(AppPermissions permissions) {
    return permissions
        .mayFetchBatches()
        .map(may -> may ? "tracks by twenty albums a call" : "tracks album by album")
        .orElse("whether by twenty albums a call is not known");
  }
}
