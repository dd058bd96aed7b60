using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>
/// The router: admits Routes, but a host that a Route of another namespace has had for longer
/// (https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/ingress_and_load_balancing/configuring-routes;
/// wording of github.com/openshift/router, pkg/router/controller/unique_host.go).
/// </summary>
internal sealed class RouteController(ObjectStore store, SandboxClock clock) : IController
{
    private const string Router = "default";
    private const string Canonical = "router-default.apps.sandbox.internal";

    /// <inheritdoc/>
    public ResourceKind Kind => ResourceKinds.Route;

    /// <inheritdoc/>
    public IEnumerable<StoredObject> Concerned(StoreChange change) => change.Object.Kind == Kind ? SameHost(change.Object) : [];

    /// <inheritdoc/>
    public TimeSpan? Reconcile(StoredObject item)
    {
        var oldest = SameHost(item).OrderBy(Age).ThenBy(route => route.Namespace, StringComparer.Ordinal).First();
        var refused = oldest.Namespace != item.Namespace ? $"route {oldest.Name} already exposes {Host(item)} and is older" : null;
        store.Update(Kind, item.Namespace, item.Name, content => Write(content, refused));
        return null;
    }

    private void Write(JsonObject content, string? refused)
    {
        var ingress = content.Items("status", "ingress").FirstOrDefault(one => one.Text("routerName") == Router);
        var before = ingress.Items("conditions").FirstOrDefault();
        var status = refused is null ? "True" : "False";
        var condition = new JsonObject
        {
            ["type"] = "Admitted",
            ["status"] = status,
            ["lastTransitionTime"] = before.Text("status") == status ? before.Text("lastTransitionTime") : clock.Now.Stamp(),
        };
        if (refused is not null)
        {
            condition["reason"] = "HostAlreadyClaimed";
            condition["message"] = refused;
        }

        content.Ensure("status")["ingress"] = new JsonArray(new JsonObject
        {
            ["host"] = content.Text("spec", "host"),
            ["routerName"] = Router,
            ["routerCanonicalHostname"] = Canonical,
            ["wildcardPolicy"] = content.Text("spec", "wildcardPolicy") ?? "None",
            ["conditions"] = new JsonArray(condition),
        });
    }

    private IEnumerable<StoredObject> SameHost(StoredObject route) =>
        store.List(Kind, null).Objects.Where(one => Host(one) == Host(route) && one.Content.Text("spec", "path") == route.Content.Text("spec", "path"));

    private static string? Host(StoredObject route) => route.Content.Text("spec", "host");

    private static DateTimeOffset Age(StoredObject route) => route.Content.Time("metadata", "creationTimestamp") ?? default;
}
