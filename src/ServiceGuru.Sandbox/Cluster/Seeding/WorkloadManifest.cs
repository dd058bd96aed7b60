using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Cluster.Seeding;

/// <summary>Writes a workload's Deployment or StatefulSet, after those of packit/deployment.</summary>
/// <param name="workload">The workload.</param>
/// <param name="environment">Where it runs.</param>
/// <param name="image">The image that its container runs now.</param>
internal sealed class WorkloadManifest(WorkloadDefinition workload, EnvironmentDefinition environment, string image)
{
    private string Container => workload.Container ?? workload.Name;

    private bool Stateful => workload.Kind == WorkloadKind.StatefulSet;

    /// <summary>The object.</summary>
    public JsonObject Make()
    {
        var metadata = new JsonObject { ["name"] = workload.Name, ["namespace"] = environment.Namespace, ["labels"] = Labels() };
        if (workload.ImageStream is not null)
        {
            metadata["annotations"] = new JsonObject { [ImageTrigger.Annotation] = Trigger().ToJsonString() };
        }

        var spec = new JsonObject
        {
            ["replicas"] = environment.Replicas.TryGetValue(workload.Name, out var replicas) ? replicas : workload.Replicas,
            ["revisionHistoryLimit"] = 10,
            ["selector"] = new JsonObject { ["matchLabels"] = Labels() },
            ["template"] = Template(),
        };
        if (Stateful)
        {
            spec["serviceName"] = workload.Name;
            spec["podManagementPolicy"] = "OrderedReady";
            spec["updateStrategy"] = new JsonObject { ["type"] = "RollingUpdate", ["rollingUpdate"] = new JsonObject { ["partition"] = 0 } };
        }
        else
        {
            spec["progressDeadlineSeconds"] = 600;
            spec["strategy"] = new JsonObject { ["type"] = "Recreate" };
        }

        return new()
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = workload.Kind.ToString(),
            ["metadata"] = metadata,
            ["spec"] = spec,
            ["status"] = new JsonObject { ["observedGeneration"] = 0, ["replicas"] = 0 },
        };
    }

    private JsonObject Labels() => new() { ["component"] = workload.Name };

    private JsonArray Trigger() => new(new JsonObject
    {
        ["from"] = new JsonObject { ["kind"] = "ImageStreamTag", ["name"] = $"{workload.ImageStream}:{environment.ImageTag}" },
        ["fieldPath"] = $"spec.template.spec.containers[?(@.name==\"{Container}\")].image",
    });

    private JsonObject Template()
    {
        var container = new JsonObject
        {
            ["name"] = Container,
            ["image"] = image,
            ["imagePullPolicy"] = workload.ImageStream is null ? "IfNotPresent" : "Always",
            ["resources"] = new JsonObject
            {
                ["requests"] = new JsonObject { ["cpu"] = "100m", ["memory"] = "256Mi" },
                ["limits"] = new JsonObject { ["cpu"] = "400m", ["memory"] = "1Gi" },
            },
            ["terminationMessagePath"] = "/dev/termination-log",
            ["terminationMessagePolicy"] = "File",
        };
        if (Stateful)
        {
            container["livenessProbe"] = new JsonObject
            {
                ["exec"] = new JsonObject { ["command"] = new JsonArray("/usr/bin/bash", "-c", "celery -A packit_service.worker.tasks status") },
                ["initialDelaySeconds"] = 600,
                ["periodSeconds"] = 600,
                ["timeoutSeconds"] = 30,
                ["successThreshold"] = 1,
                ["failureThreshold"] = 3,
            };
        }

        return new()
        {
            ["metadata"] = new JsonObject { ["labels"] = Labels() },
            ["spec"] = new JsonObject
            {
                ["containers"] = new JsonArray(container),
                ["restartPolicy"] = "Always",
                ["terminationGracePeriodSeconds"] = 10,
                ["dnsPolicy"] = "ClusterFirst",
                ["schedulerName"] = "default-scheduler",
                ["securityContext"] = new JsonObject(),
            },
        };
    }
}
