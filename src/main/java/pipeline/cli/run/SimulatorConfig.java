package pipeline.cli.run;

import pipeline.simulator.options.QuotaMode;

/** The Spotify inside the process that {@code --simulate} asks for. */
public record SimulatorConfig(long seed, QuotaMode app) {}
