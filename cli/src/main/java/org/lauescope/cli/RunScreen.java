package org.lauescope.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.lauescope.run.LiveRun;
import org.lauescope.run.WatchListener;

/// Shows the progress of a run on standard error, and passes on that the user wants to stop.
class RunScreen implements WatchListener, AutoCloseable {

    private final PrintWriter err;
    private final ProgressOption option;
    private final Interruption interruption;
    private final WatchListener page;
    private @Nullable Progress progress;

    /// @param page is told the same
    RunScreen(
            PrintWriter err, ProgressOption option, Interruption interruption, WatchListener page) {
        this.err = err;
        this.option = option;
        this.interruption = interruption;
        this.page = page;
    }

    @Override
    public void opened(LiveRun run) {
        page.opened(run);
    }

    @Override
    public void stored(int scan) {
        page.stored(scan);
    }

    @Override
    public void closing() {
        page.closing();
    }

    @Override
    public void resumed(String message) {
        say(message);
    }

    @Override
    public void waiting(String message) {
        say(message);
    }

    void say(String message) {
        err.println("lauescope: " + message);
        err.flush();
    }

    @Override
    public void joining(int parts) {
        begin("merge", parts);
    }

    @Override
    public void joined() {
        step();
    }

    @Override
    public void watching(long points) {
        page.watching(points);
        begin("watch", points);
    }

    @Override
    public void arrived() {
        page.arrived();
        step();
    }

    @Override
    public void started(long frames) {
        page.started(frames);
        begin("run", frames);
    }

    @Override
    public void analysed() {
        page.analysed();
        step();
    }

    @Override
    public boolean isStopped() {
        return interruption.isAsked();
    }

    private void begin(String task, long total) {
        close();
        progress = option.start(err, task, total);
    }

    private void step() {
        if (progress != null) {
            progress.step();
        }
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
