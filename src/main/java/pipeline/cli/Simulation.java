package pipeline.cli;

import pipeline.simulator.AppKind;

/** The Spotify inside the process that {@code --simulate} asks for. */
public record Simulation(long seed, AppKind app) {}
