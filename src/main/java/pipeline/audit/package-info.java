/**
 * A date's listing compared with those of the dates before it: is it stale, has it shrunk, are
 * dates missing? What is found is told and never stored, for it depends on what else is published.
 * Imports lake and tables. Start at {@link pipeline.audit.ListingAudit}; {@link
 * pipeline.audit.Listings} reads what it compares.
 */
@NullMarked
package pipeline.audit;

import org.jspecify.annotations.NullMarked;
