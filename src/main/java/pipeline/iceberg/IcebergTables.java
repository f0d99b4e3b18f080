package pipeline.iceberg;

import java.io.UncheckedIOException;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchWarehouseException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.rest.auth.AuthSession;
import pipeline.lake.Lake;
import pipeline.lake.ObjectStoreFactory;
import pipeline.lake.s3.AwsRequestSigner;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.LakeSettings;
import pipeline.lake.store.ObjectStore;

/** The Iceberg tables of a lake. Opens the catalog and translates its failures. */
public final class IcebergTables implements AutoCloseable {
  private static final String DEFAULT_FOLDER = "iceberg";

  /** The folder or the address of the catalog, for messages; without secrets. */
  private final String place;

  private final IcebergCatalog catalog;
  private final StoreFileIO files;

  private IcebergTables(String place, IcebergCatalog catalog, StoreFileIO files) {
    this.place = place;
    this.catalog = catalog;
    this.files = files;
  }

  /**
   * Opens the catalog. For a folder, sends no request. For a REST catalog, requests its
   * configuration.
   *
   * @param settings the credentials and the network settings, also for a REST catalog
   * @throws LakeException if the REST catalog cannot be used, or the location of a folder is
   *     invalid
   */
  public static IcebergTables open(Lake lake, IcebergConfig config, LakeSettings settings) {
    StoreFileIO files = new StoreFileIO(lake.store(), uri -> openStore(uri, settings));
    if (config.restUri().isEmpty()) {
      String folder = openFolder(lake, config, files);
      return new IcebergTables(folder, new FolderCatalog(files, folder), files);
    }
    RestClients clients = new RestClients(settings, signing(config, settings));
    String place =
        clients.isProxied(URI.create(config.restUri().get()))
            ? config + " through HTTPS_PROXY"
            : config.toString();
    return new IcebergTables(place, translate(place, () -> connect(config, clients, files)), files);
  }

  private static ObjectStore openStore(String uri, LakeSettings settings) {
    try {
      return ObjectStoreFactory.openFiles(uri, settings);
    } catch (IllegalArgumentException invalid) {
      throw new LakeException(
          LakeErrorKind.CONFIGURATION,
          "invalid location of Iceberg tables \"%s\": %s; correct ICEBERG_WAREHOUSE, or the warehouse of the catalog"
              .formatted(uri, invalid.getMessage()),
          invalid);
    }
  }

  private static Optional<AuthSession> signing(IcebergConfig config, LakeSettings settings) {
    return config.isSigned()
        ? Optional.of(
            new SignedSession(
                new AwsRequestSigner(settings, config.signingName(), config.signingRegion())))
        : Optional.empty();
  }

  private static IcebergCatalog connect(
      IcebergConfig config, RestClients clients, StoreFileIO files) {
    // The warehouse of a REST catalog can be a name, a folder on this machine, or a location in a
    // bucket.
    config.warehouse().filter(warehouse -> warehouse.startsWith("file:")).ifPresent(files::open);
    return RestCatalog.connect(config, clients, files);
  }

  private static String openFolder(Lake lake, IcebergConfig config, StoreFileIO files) {
    return config
        .warehouse()
        .map(location -> StoreFileIO.location(files.open(location)))
        .orElse(lake.uri(DEFAULT_FOLDER));
  }

  IcebergCatalog catalog() {
    return catalog;
  }

  StoreFileIO files() {
    return files;
  }

  /**
   * Runs an action and returns its result. A failure of the action becomes a {@link LakeException}.
   */
  <T> T translate(Supplier<T> action) {
    return translate(place, action);
  }

  private static <T> T translate(String place, Supplier<T> action) {
    try {
      return action.get();
    } catch (NotAuthorizedException | ForbiddenException refused) {
      throw failure(
          LakeErrorKind.DENIED,
          place,
          refused,
          "access refused by the Iceberg catalog",
          "check the credentials (ICEBERG_REST_CREDENTIAL, ICEBERG_REST_TOKEN or those of AWS) and"
              + " their rights in the catalog");
    } catch (CommitStateUnknownException unclear) {
      throw failure(
          LakeErrorKind.UNREACHABLE,
          place,
          unclear,
          "unknown result of an Iceberg commit",
          "rerun the command, which commits only what is missing");
    } catch (CommitFailedException | ValidationException conflict) {
      throw failure(
          LakeErrorKind.REPLACED,
          place,
          conflict,
          "conflict with other writers of the Iceberg tables",
          "rerun when fewer programs write to them");
    } catch (BadRequestException
        | NoSuchWarehouseException
        | NoSuchTableException
        | NoSuchNamespaceException
        | UnsupportedOperationException
        | IllegalArgumentException wrong) {
      throw failure(
          LakeErrorKind.CONFIGURATION,
          place,
          wrong,
          "invalid request to the Iceberg catalog",
          "check ICEBERG_CATALOG, ICEBERG_WAREHOUSE and the settings that begin with"
              + " ICEBERG_REST_");
    } catch (NotFoundException | UncheckedIOException missing) {
      throw failure(
          LakeErrorKind.DAMAGED,
          place,
          missing,
          "damaged Iceberg table",
          "restore the file, or drop the table and publish its dates again");
    } catch (RESTException unavailable) {
      throw connectionFailure(place, unavailable);
    }
  }

  private static LakeException connectionFailure(String place, RESTException failed) {
    Throwable reason = failed;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    if (reason instanceof CertPathBuilderException) {
      return failure(
          LakeErrorKind.CONFIGURATION,
          place,
          failed,
          "untrusted certificate",
          "set CA_BUNDLE to the PEM file of its certificate authority");
    }
    return new LakeException(
        LakeErrorKind.UNREACHABLE,
        "Iceberg catalog not available: %s (%s%s); check that it runs, then rerun"
            .formatted(
                place, failed.getMessage(), reason == failed ? "" : ": " + reason.getMessage()),
        failed);
  }

  private static LakeException failure(
      LakeErrorKind kind, String place, RuntimeException cause, String problem, String remedy) {
    return new LakeException(
        kind, "%s: %s (%s); %s".formatted(problem, place, cause.getMessage(), remedy), cause);
  }

  @Override
  public void close() {
    catalog.close();
  }
}
