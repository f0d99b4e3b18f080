package pipeline.lake.s3;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pipeline.lake.s3.config.AwsEnvironment;
import pipeline.lake.s3.config.AwsProfiles;
import pipeline.lake.s3.config.AwsSettingsCheck;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeSettings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.regions.Region;

/**
 * The credentials, the region and the endpoint, read from the settings. The SDK itself would read
 * only the environment of the process, which lacks the values in {@code .env}. For roles and single
 * sign-on, the SDK creates its own clients, which {@link AwsEnvironment} configures.
 */
final class S3CredentialsConfig {
  private static final String CONTAINER_TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
  private static final Set<String> CREDENTIAL_PROPERTIES =
      Set.of(
          "aws_access_key_id",
          "role_arn",
          "web_identity_token_file",
          "credential_process",
          "sso_session",
          "sso_start_url",
          "login_session");

  private static final S3ErrorExplanation NO_CREDENTIALS =
      S3ErrorExplanation.denied(
          "no AWS credentials were found",
          "set AWS_PROFILE, or both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, in the environment"
              + " or in .env, or run on a machine with a role");

  private final LakeSettings settings;
  private final AwsProfiles profiles;

  /**
   * Checks the settings and reads the profiles.
   *
   * @throws LakeException of kind CONFIGURATION if a setting or a file that it names is invalid; of
   *     kind DENIED if this user cannot read such a file
   */
  S3CredentialsConfig(LakeSettings settings) {
    AwsSettingsCheck.check(settings);
    this.settings = settings;
    this.profiles = new AwsProfiles(settings);
  }

  AwsProfiles profiles() {
    return profiles;
  }

  /**
   * Returns the first source of credentials that the settings name, in the SDK's order. If this
   * source fails, its failure is reported and no other source is tried.
   */
  AwsCredentialsProvider credentials() {
    Optional<String> id = settings.find("AWS_ACCESS_KEY_ID");
    Optional<String> secret = settings.find("AWS_SECRET_ACCESS_KEY");
    if (id.isPresent() && secret.isPresent()) {
      return StaticCredentialsProvider.create(staticCredentials(id.get(), secret.get()));
    }
    Optional<String> role = settings.find("AWS_ROLE_ARN");
    Optional<Path> token = settings.file("AWS_WEB_IDENTITY_TOKEN_FILE");
    if (role.isPresent() && token.isPresent()) {
      return webIdentity(role.get(), token.get());
    }
    profiles.checkChosen();
    return profiles
        .chosen()
        .filter(any -> any.properties().keySet().stream().anyMatch(CREDENTIAL_PROPERTIES::contains))
        .map(this::ofProfile)
        .or(this::container)
        .orElseGet(this::machine);
  }

  private AwsCredentials staticCredentials(String id, String secret) {
    return settings
        .find("AWS_SESSION_TOKEN")
        .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
        .orElseGet(() -> AwsBasicCredentials.create(id, secret));
  }

  private AwsCredentialsProvider webIdentity(String role, Path token) {
    AwsSettingsCheck.checkReadable("AWS_WEB_IDENTITY_TOKEN_FILE", token);
    return new NamedCredentialsProvider(
        "the role " + role + " (AWS_ROLE_ARN)",
        WebIdentityTokenFileCredentialsProvider.builder()
            .roleArn(role)
            .roleSessionName(settings.find("AWS_ROLE_SESSION_NAME").orElse("pipeline"))
            .webIdentityTokenFile(token)
            .build(),
        "check AWS_ROLE_ARN and the token in AWS_WEB_IDENTITY_TOKEN_FILE ("
            + token
            + "), and check that the role trusts the issuer of the token");
  }

  private AwsCredentialsProvider ofProfile(Profile profile) {
    boolean sso =
        profile.properties().keySet().stream().anyMatch(property -> property.startsWith("sso_"));
    return new NamedCredentialsProvider(
        "the profile \"" + profile.name() + "\" (AWS_PROFILE)",
        ProfileCredentialsProvider.builder()
            .profileFile(profiles.files())
            .profileName(profile.name())
            .build(),
        sso
            ? "run `aws sso login --profile " + profile.name() + "`"
            : "check the profile in " + profiles.places());
  }

  /**
   * Returns the source of credentials of an ECS task or of an EKS pod with Pod Identity; empty
   * outside of such a container.
   */
  private Optional<AwsCredentialsProvider> container() {
    return Stream.of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI")
        .filter(name -> settings.find(name).isPresent())
        .findFirst()
        .map(this::ofContainer);
  }

  private AwsCredentialsProvider ofContainer(String variable) {
    Optional<Path> token = settings.file(CONTAINER_TOKEN);
    token.ifPresent(file -> AwsSettingsCheck.checkReadable(CONTAINER_TOKEN, file));
    return new NamedCredentialsProvider(
        "the role of this container (" + variable + ")",
        ContainerCredentialsProvider.create(),
        token.isPresent()
            ? "check that the pod's service account has a Pod Identity association with a role that"
                + " trusts pods.eks.amazonaws.com"
            : "check that this container has an IAM role (in ECS: the role of the task)");
  }

  /**
   * Returns the source of credentials that uses the role of the machine. If the machine has no
   * role, the source throws an exception when the SDK requests credentials.
   */
  private AwsCredentialsProvider machine() {
    InstanceProfileCredentialsProvider role =
        InstanceProfileCredentialsProvider.builder()
            .profileFile(profiles.files())
            .profileName(profiles.name())
            .build();
    return () -> {
      try {
        return role.resolveCredentials();
      } catch (AbortedException interrupted) {
        throw interrupted;
      } catch (SdkClientException none) {
        throw NO_CREDENTIALS.exception(none);
      }
    };
  }

  /**
   * Returns the region; empty if the SDK must request the region from the machine's metadata
   * service.
   */
  Optional<Region> findRegion() {
    Optional<String> named =
        settings
            .find("AWS_REGION")
            .or(() -> settings.find("AWS_DEFAULT_REGION"))
            .or(() -> profiles.property("region"));
    // Servers other than AWS accept any region.
    return named.or(() -> findEndpoint().map(own -> Region.US_EAST_1.id())).map(Region::of);
  }

  /** Returns the address of the server; empty for AWS. */
  Optional<URI> findEndpoint() {
    return settings.endpoint().or(profiles::endpoint).map(URI::create);
  }
}
