package pipeline.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.ImmutableTableCommit;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SessionCatalog.SessionContext;
import org.apache.iceberg.catalog.TableCommit;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.rest.RESTSessionCatalog;
import org.apache.iceberg.rest.auth.AuthProperties;
import org.apache.iceberg.rest.auth.OAuth2Properties;

/** A catalog server with Iceberg's REST protocol. */
final class RestCatalog implements IcebergCatalog {
  private static final SessionContext CONTEXT = SessionContext.createEmpty();

  private final RESTSessionCatalog catalog;
  private final StoreFileIO files;
  private final Optional<String> tableLocation;
  private final Set<Namespace> namespaces = new HashSet<>();

  private RestCatalog(
      RESTSessionCatalog catalog, StoreFileIO files, Optional<String> tableLocation) {
    this.catalog = catalog;
    this.files = files;
    this.tableLocation = tableLocation;
  }

  /** Connects to the server, which sends its configuration. */
  static RestCatalog connect(IcebergConfig config, RestClients clients, StoreFileIO files) {
    Map<String, String> properties = new HashMap<>(config.properties());
    properties.put(CatalogProperties.URI, config.restUri().orElseThrow());
    setAuthentication(properties, config.isSigned());
    properties.put("rest-metrics-reporting-enabled", "false");
    // Iceberg itself would wait for an answer without a limit.
    properties.putIfAbsent("rest.client.connection-timeout-ms", "10000");
    properties.putIfAbsent("rest.client.socket-timeout-ms", "60000");
    config
        .warehouse()
        .ifPresent(name -> properties.put(CatalogProperties.WAREHOUSE_LOCATION, name));
    RESTSessionCatalog catalog =
        new RESTSessionCatalog(clients::create, (context, settings) -> files);
    catalog.initialize("pipeline", properties);
    return new RestCatalog(catalog, files, config.tableLocation());
  }

  /** Sets the type of authentication, because Iceberg warns if it has to derive the type. */
  private static void setAuthentication(Map<String, String> properties, boolean isSigned) {
    if (isSigned) {
      // The clients sign: Iceberg's own signer requires modules of the SDK that the jar lacks.
      properties.remove(IcebergConfig.SIGV4_ENABLED);
      properties.put(AuthProperties.AUTH_TYPE, AuthProperties.AUTH_TYPE_NONE);
    } else if (properties.containsKey(OAuth2Properties.CREDENTIAL)
        || properties.containsKey(OAuth2Properties.TOKEN)) {
      properties.putIfAbsent(AuthProperties.AUTH_TYPE, AuthProperties.AUTH_TYPE_OAUTH2);
    }
  }

  @Override
  public Optional<Table> find(TableIdentifier name) {
    try {
      return Optional.of(catalog.loadTable(CONTEXT, name));
    } catch (NoSuchTableException | NoSuchNamespaceException missing) {
      return Optional.empty();
    }
  }

  @Override
  public Table create(TableIdentifier name, Schema schema, Map<String, String> properties) {
    createNamespace(name.namespace());
    Catalog.TableBuilder builder =
        catalog
            .buildTable(CONTEXT, name, schema)
            .withPartitionSpec(IcebergSchemas.byDate(schema))
            .withProperties(properties);
    tableLocation.ifPresent(
        base ->
            // Another catalog can have tables below the same location.
            builder.withLocation(
                "%s/%s/%s-%s".formatted(base, name.namespace(), name.name(), UUID.randomUUID())));
    try {
      return builder.create();
    } catch (AlreadyExistsException createdMeanwhile) {
      return catalog.loadTable(CONTEXT, name);
    }
  }

  /**
   * Creates a namespace unless it exists. Only one thread at a time does this, because a catalog
   * can fail if two requests create a namespace at the same time.
   */
  private synchronized void createNamespace(Namespace namespace) {
    if (namespaces.contains(namespace)) {
      return;
    }
    try {
      catalog.createNamespace(CONTEXT, namespace, Collections.emptyMap());
    } catch (AlreadyExistsException exists) {
      // An earlier run or another process has created it.
    } catch (RESTException failed) {
      if (!catalog.namespaceExists(CONTEXT, namespace)) {
        throw failed;
      }
    }
    namespaces.add(namespace);
  }

  @Override
  public boolean commitsTogether() {
    return true;
  }

  @Override
  public boolean hasWholeHistory() {
    return false;
  }

  @Override
  public void commit(List<TableCommit> changes) {
    try {
      catalog.commitTransaction(CONTEXT, changes);
    } catch (NoSuchTableException noSuchEndpoint) {
      // All tables have just been read, so the server answers 404 because it lacks the endpoint.
      throw new UnsupportedOperationException(noSuchEndpoint);
    }
  }

  /**
   * Sends a change whose condition does not hold. The catalog checks the rights before it checks
   * the condition.
   */
  @Override
  public boolean checkCommit(Optional<TableIdentifier> name, String probe) {
    if (name.isEmpty()) {
      return false;
    }
    UpdateRequirement another =
        new UpdateRequirement.AssertTableUUID(
            UUID.nameUUIDFromBytes(probe.getBytes(UTF_8)).toString());
    try {
      commit(
          List.of(
              ImmutableTableCommit.builder()
                  .identifier(name.get())
                  .addRequirements(another)
                  .build()));
    } catch (CommitFailedException conditionChecked) {
      return true;
    } catch (BadRequestException | UnsupportedOperationException emptyChange) {
      return false;
    }
    return true;
  }

  @Override
  public void close() {
    try (files) {
      catalog.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
