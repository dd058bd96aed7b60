using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Health.Rules.Around;

/// <summary>A Route leads nowhere.</summary>
internal static class RouteRules
{
    public static IReadOnlyList<HealthRule<AroundSubject<RouteState>>> All { get; } =
    [
        new("RouteNotAdmitted", HealthLayer.Network, FindingSeverity.Terminal, route => route.State.Admissions.FirstOrDefault(admission => admission.Status == "False") is { } refused
            ? new Sighting($"{route.Target} is not admitted: {route.State.Host} does not lead here.")
            {
                Since = refused.ChangedAt,
                Cause = refused.Message,
                Evidence = [Evidence.Line(refused)],
                NextAction = refused.Reason == "HostAlreadyClaimed"
                    ? $"Another Route has this host; find it: kubectl get routes --all-namespaces | grep {route.State.Host}"
                    : route.Describe(),
            }
            : null),
        new("RoutePending", HealthLayer.Network, FindingSeverity.AfterGrace, route => route.State.Admissions.All(admission => admission.Status != "True")
            ? new Sighting($"No router has admitted {route.Target} yet: {route.State.Host} leads nowhere.") { Since = route.State.CreatedAt, NextAction = route.Describe() }
            : null),
        new("RouteWithoutService", HealthLayer.Network, FindingSeverity.Terminal, route => route.State.Service is { } name && Service(route) is null && IsSeen(route)
            ? new Sighting($"{route.Target} leads to service/{name}, which does not exist.") { NextAction = $"Apply the Service, or correct spec.to: {route.Scope.Kubectl($"get {route.Target} -o yaml")}" }
            : null),
        new("RoutePortMismatch", HealthLayer.Network, FindingSeverity.Terminal, route =>
            route.State.Port is { } port && Service(route) is { } service && service.Ports.All(one => one.Name != port && one.Target != port && $"{one.Number}" != port)
                ? new Sighting($"{route.Target} leads to port {port} of service/{service.Name}, which does not have it.")
                {
                    Evidence = [$"the Service's ports are {string.Join(", ", service.Ports.Select(one => one.Name is null ? $"{one.Number}" : $"{one.Number} ({one.Name})"))}"],
                    NextAction = $"Correct spec.port: {route.Scope.Kubectl($"get {route.Target} -o yaml")}",
                }
                : null),
    ];

    private static ServiceState? Service(AroundSubject<RouteState> route) =>
        route.View.Around.Services.FirstOrDefault(service => service.Name == route.State.Service);

    private static bool IsSeen(AroundSubject<RouteState> route) => route.View.Around.Unread.All(unread => unread.Kind != "services");
}
