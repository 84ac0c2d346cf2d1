package dev.tocsin.local.command;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.remediation.RunStatus;
import dev.tocsin.local.demo.DemoFiles;
import dev.tocsin.local.demo.Pipeline;
import dev.tocsin.local.demo.Records;
import dev.tocsin.local.pipeline.EmbeddedPipeline;
import dev.tocsin.local.pipeline.PipelineFiles;
import dev.tocsin.local.pipeline.StoredRecords;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The embedded pipeline, as the demonstration wants it. */
public final class DemoPipeline implements Pipeline {
  private static final int EVALUATORS = 2;

  @Override
  public Running start(DemoFiles files, URI notifyUrl) {
    EmbeddedPipeline pipeline =
        EmbeddedPipeline.start(
            new EmbeddedPipeline.Plan(
                new PipelineFiles(
                    files.rules(),
                    Optional.of(files.remediations()),
                    Optional.of(files.cmdb()),
                    Optional.of(files.settings())),
                notifyUrl,
                Optional.empty(),
                0,
                0,
                EVALUATORS),
            FaultPoints.NONE);
    return new Started(pipeline);
  }

  private record Started(EmbeddedPipeline pipeline) implements Running {
    @Override
    public String kafka() {
      return pipeline.kafka();
    }

    @Override
    public URI http() {
      return pipeline.http();
    }

    @Override
    public Records records() {
      return new Stored(pipeline.records());
    }

    @Override
    public void close() {
      pipeline.close();
    }
  }

  record Stored(StoredRecords records) implements Records {
    @Override
    public boolean enriched(String alertId) {
      return !records.enrichments().byAlert(List.of(UUID.fromString(alertId))).isEmpty();
    }

    @Override
    public boolean remediationSucceeded(String runId) {
      return records
          .runs()
          .find(UUID.fromString(runId))
          .filter(run -> run.status() == RunStatus.SUCCESS)
          .isPresent();
    }
  }
}
