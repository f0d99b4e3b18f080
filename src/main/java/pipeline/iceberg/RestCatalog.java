package pipeline.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SessionCatalog.SessionContext;
import org.apache.iceberg.catalog.TableCommit;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.rest.HTTPClient;
import org.apache.iceberg.rest.RESTSessionCatalog;
import org.apache.iceberg.rest.RESTUtil;

/** A catalog server with Iceberg's REST protocol. */
final class RestCatalog implements IcebergCatalog {
  private static final SessionContext CONTEXT = SessionContext.createEmpty();

  private final RESTSessionCatalog catalog;
  private final StoreFileIO files;

  private RestCatalog(RESTSessionCatalog catalog, StoreFileIO files) {
    this.catalog = catalog;
    this.files = files;
  }

  /** Connects to the server, which sends its configuration. */
  static RestCatalog connect(String uri, IcebergConfig config, StoreFileIO files) {
    Map<String, String> properties = new HashMap<>(config.properties());
    properties.put(CatalogProperties.URI, uri);
    properties.put("rest-metrics-reporting-enabled", "false");
    config
        .warehouse()
        .ifPresent(name -> properties.put(CatalogProperties.WAREHOUSE_LOCATION, name));
    RESTSessionCatalog catalog =
        new RESTSessionCatalog(
            settings ->
                HTTPClient.builder(settings)
                    .uri(settings.get(CatalogProperties.URI))
                    .withHeaders(RESTUtil.configHeaders(settings))
                    .build(),
            (context, settings) -> files);
    catalog.initialize("pipeline", properties);
    return new RestCatalog(catalog, files);
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
    try {
      return catalog
          .buildTable(CONTEXT, name, schema)
          .withPartitionSpec(IcebergSchemas.byDate(schema))
          .withProperties(properties)
          .create();
    } catch (AlreadyExistsException createdMeanwhile) {
      return catalog.loadTable(CONTEXT, name);
    }
  }

  private void createNamespace(Namespace namespace) {
    try {
      catalog.createNamespace(CONTEXT, namespace, Map.of());
    } catch (AlreadyExistsException exists) {
      // Another table or another process has created it.
    }
  }

  @Override
  public boolean commitsTogether() {
    return true;
  }

  @Override
  public void commit(List<TableCommit> changes) {
    catalog.commitTransaction(CONTEXT, changes);
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
