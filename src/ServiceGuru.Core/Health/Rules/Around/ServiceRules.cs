using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Health.Rules.Around;

/// <summary>Requests to a Service reach nobody.</summary>
internal static class ServiceRules
{
    public static IReadOnlyList<HealthRule<AroundSubject<ServiceState>>> All { get; } =
    [
        new("ServiceSelectsNothing", HealthLayer.Network, FindingSeverity.Terminal, service => HasPods(service) && Pods(service).Count == 0 && service.View.Makers(service.State.Selector).Count == 0
            ? new Sighting($"{service.Target} selects no pod, and no workload makes pods with its labels.")
            {
                Cause = $"Its selector is {Selector(service.State)}.",
                Evidence = [$"selector {Selector(service.State)}"],
                NextAction = $"Correct the selector, or delete the Service if nothing needs it: {service.Scope.Kubectl($"get {service.Target} -o yaml")}",
            }
            : null),
        new("ServiceWithoutEndpoints", HealthLayer.Network, FindingSeverity.AfterGrace, service => HasPods(service) && Ready(service) == 0
            ? new Sighting($"{service.Target} has no endpoint: requests to it fail.")
            {
                // Nobody is missed where nobody is wanted.
                Severity = Pods(service).Count == 0 && service.View.Makers(service.State.Selector).All(workload => workload.Desired == 0) ? FindingSeverity.Warning : null,
                Since = Since(service),
                Cause = Pods(service).Count == 0 ? "None of its pods is there." : $"None of its {Pods(service).Count} pods is Ready.",
                Evidence = [$"selector {Selector(service.State)}", .. Pods(service).Take(3).Select(pod => $"pod/{pod.Name}: {pod.Phase}, not Ready")],
                NextAction = $"{service.Scope.Kubectl($"get pods -l {Selector(service.State)}")}; the findings about its pods say why.",
            }
            : null),
        new("ServicePortMismatch", HealthLayer.Network, FindingSeverity.Terminal, PortMismatch),
    ];

    private static bool HasPods(AroundSubject<ServiceState> service) => service.State is { External: false, Selector.Count: > 0 };

    private static IReadOnlyList<PodState> Pods(AroundSubject<ServiceState> service) => service.View.Selected(service.State.Selector);

    private static int Ready(AroundSubject<ServiceState> service) => service.View.Around.Endpoints is { } all
        ? all.Where(endpoints => endpoints.Service == service.Name).Sum(endpoints => endpoints.Ready)
        : Pods(service).Count(pod => pod.Ready);

    private static DateTimeOffset? Since(AroundSubject<ServiceState> service) =>
        Pods(service).Select(pod => pod.Conditions.FirstOrDefault(condition => condition is { Type: "Ready", Status: not "True" })?.ChangedAt ?? pod.CreatedAt).Cast<DateTimeOffset?>().Min()
        ?? service.View.Makers(service.State.Selector).SelectMany(workload => workload.Conditions).FirstOrDefault(condition => condition is { Type: "Available", Status: "False" })?.ChangedAt
        ?? service.View.Around.Endpoints?.FirstOrDefault(endpoints => endpoints.Service == service.Name)?.ChangedAt
        ?? service.State.CreatedAt;

    /// <summary>A port's number that a container does not name may be listened on all the same; a name that none has leads nowhere.</summary>
    private static Sighting? PortMismatch(AroundSubject<ServiceState> service)
    {
        List<ContainerPort> open = [.. Pods(service).SelectMany(pod => pod.Containers).SelectMany(container => container.Ports)];
        if (!HasPods(service) || Pods(service).Count == 0)
        {
            return null;
        }

        foreach (ServicePort port in service.State.Ports)
        {
            string target = port.Target ?? port.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            bool numbered = int.TryParse(target, System.Globalization.CultureInfo.InvariantCulture, out int number);
            if (numbered ? open.Count > 0 && open.All(one => one.Number != number) : open.All(one => one.Name != target))
            {
                return new Sighting($"Port {port.Number} of {service.Target} leads to port {target} of its pods, which no container of them names.")
                {
                    Severity = numbered ? FindingSeverity.Warning : null,
                    Evidence = [open.Count == 0 ? "its pods name no ports" : $"its pods name the ports {string.Join(", ", open.Distinct().Select(one => one.Name is null ? $"{one.Number}" : $"{one.Number} ({one.Name})"))}"],
                    NextAction = $"Correct targetPort: {service.Scope.Kubectl($"get {service.Target} -o yaml")}",
                };
            }
        }

        return null;
    }

    private static string Selector(ServiceState state) => string.Join(',', state.Selector.Select(label => $"{label.Key}={label.Value}"));
}
