/**
 * Contains the commands that read or maintain a lake: export, purge, report, sql, status, verify,
 * and those for Iceberg tables.
 *
 * <p>This package may import {@code cli.command}, {@code cli.console}, {@code cli.option}, {@code
 * cli.result}, {@code cli.run}, {@code cli.settings}, {@code export}, {@code iceberg}, {@code
 * lake}, {@code lake.store}, {@code output}, {@code purge}, {@code report}, {@code report.page},
 * {@code spotify.quota}, {@code sql}, {@code sql.contract}, {@code sql.dbt}, {@code status}, {@code
 * tables.row}, {@code tables.stage}, {@code verify}. Start reading at {@link ExportCommand}.
 */
@NullMarked
package pipeline.cli.command.lake;

import org.jspecify.annotations.NullMarked;
