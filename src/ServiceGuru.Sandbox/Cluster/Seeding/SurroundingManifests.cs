using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Api;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Cluster.Seeding;

/// <summary>Makes what stands around an environment's workloads: Services, Routes, claims, ConfigMaps and Secrets.</summary>
internal sealed class SurroundingManifests(ObjectStore store, ServiceDefinition service, EnvironmentDefinition environment, DateTimeOffset since)
{
    // Whoever reads a secret of the sandbox learns only that it is one.
    private static readonly string[] Keys = ["database-user", "database-password", "database-name", "database-host", "dsn", "access-key-id", "secret-access-key"];

    /// <summary>Makes all of them.</summary>
    public void Create()
    {
        foreach (var workload in service.Workloads)
        {
            var around = WorkloadSurroundings.Of(workload.Name);
            foreach (var secret in around.Secrets.Concat(around.EnvironmentSecrets))
            {
                Once(ResourceKinds.Secret, secret, () => Secret(around.EnvironmentSecrets.Contains(secret)));
            }

            foreach (var map in around.ConfigMaps)
            {
                Once(ResourceKinds.ConfigMap, map, () => new JsonObject { ["data"] = new JsonObject { ["sandbox.conf"] = "# of the sandbox\n" } });
            }

            if (around.Claim is { } claim)
            {
                Once(ResourceKinds.PersistentVolumeClaim, claim, () => Claim(around.Size(environment)));
            }

            if (around.Service is { } port)
            {
                Once(ResourceKinds.Service, port.Service, () => Service(workload, port));
                if (around.Host is { } host)
                {
                    Once(ResourceKinds.Route, port.Service, () => Route(port, host(environment)));
                }
            }
        }
    }

    private void Once(ResourceKind kind, string name, Func<JsonObject> make)
    {
        if (store.Find(kind, environment.Namespace, name) is null)
        {
            var made = make();
            made["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = environment.Namespace, ["creationTimestamp"] = since.Stamp() };
            ObjectRules.Default(kind, made);
            store.Create(kind, made);
        }
    }

    private static JsonObject Secret(bool environment)
    {
        var value = Convert.ToBase64String("sandbox"u8);
        return new()
        {
            ["type"] = "Opaque",
            ["data"] = environment ? new JsonObject(Keys.Select(key => KeyValuePair.Create(key, (JsonNode?)value))) : new JsonObject { ["sandbox"] = value },
        };
    }

    private static JsonObject Claim(string size) => new()
    {
        ["spec"] = new JsonObject
        {
            ["accessModes"] = new JsonArray("ReadWriteOnce"),
            ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = size } },
        },
    };

    private static JsonObject Service(WorkloadDefinition workload, ServicePort port) => new()
    {
        ["spec"] = new JsonObject
        {
            ["ports"] = new JsonArray(new JsonObject { ["name"] = port.Name, ["port"] = port.Port, ["protocol"] = "TCP", ["targetPort"] = port.Target }),
            ["selector"] = new JsonObject { ["component"] = workload.Name },
        },
    };

    private static JsonObject Route(ServicePort port, string? host) => new()
    {
        ["spec"] = new JsonObject
        {
            ["host"] = host,
            ["port"] = new JsonObject { ["targetPort"] = port.Name },
            ["to"] = new JsonObject { ["kind"] = "Service", ["name"] = port.Service, ["weight"] = 100 },
            ["tls"] = new JsonObject { ["termination"] = "passthrough", ["insecureEdgeTerminationPolicy"] = "Redirect" },
        },
    };
}
