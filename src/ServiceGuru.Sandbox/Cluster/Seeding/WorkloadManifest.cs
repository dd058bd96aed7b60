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
        var around = WorkloadSurroundings.Of(workload.Name);
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
        Refer(container, around);
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

        var volumes = Volumes(around);
        return new()
        {
            ["metadata"] = new JsonObject { ["labels"] = Labels() },
            ["spec"] = new JsonObject
            {
                ["volumes"] = volumes,
                ["containers"] = new JsonArray(container),
                ["restartPolicy"] = "Always",
                ["terminationGracePeriodSeconds"] = 10,
                ["dnsPolicy"] = "ClusterFirst",
                ["schedulerName"] = "default-scheduler",
                ["securityContext"] = new JsonObject(),
            },
        };
    }

    private static void Refer(JsonObject container, WorkloadSurroundings around)
    {
        if (around.Service is { } port)
        {
            container["ports"] = new JsonArray(new JsonObject { ["containerPort"] = port.Target, ["protocol"] = "TCP" });
        }

        if (around.EnvironmentSecrets.Count > 0)
        {
            container["env"] = new JsonArray([.. around.EnvironmentSecrets.SelectMany(Variables)]);
        }

        var mounts = new JsonArray([.. around.Secrets.Concat(around.ConfigMaps).Append(around.Claim).OfType<string>()
            .Select(name => (JsonNode)new JsonObject { ["name"] = name, ["mountPath"] = $"/mnt/{name}" })]);
        if (mounts.Count > 0)
        {
            container["volumeMounts"] = mounts;
        }
    }

    private static JsonArray Volumes(WorkloadSurroundings around) => new(
    [
        .. around.Secrets.Select(name => Volume(name, "secret", "secretName")),
        .. around.ConfigMaps.Select(name => Volume(name, "configMap", "name")),
        .. around.Claim is { } claim ? new[] { Volume(claim, "persistentVolumeClaim", "claimName") } : [],
    ]);

    private static JsonNode Volume(string name, string kind, string member) =>
        new JsonObject { ["name"] = name, [kind] = new JsonObject { [member] = name } };

    private static IEnumerable<JsonNode> Variables(string secret) => (secret switch
    {
        "postgres-secret" => new[] { ("POSTGRESQL_USER", "database-user"), ("POSTGRESQL_PASSWORD", "database-password"), ("POSTGRESQL_DATABASE", "database-name") },
        "aws" => [("AWS_ACCESS_KEY_ID", "access-key-id"), ("AWS_SECRET_ACCESS_KEY", "secret-access-key")],
        _ => [("SENTRY_SECRET", "dsn")],
    }).Select(variable => (JsonNode)new JsonObject
    {
        ["name"] = variable.Item1,
        ["valueFrom"] = new JsonObject { ["secretKeyRef"] = new JsonObject { ["name"] = secret, ["key"] = variable.Item2 } },
    });
}
