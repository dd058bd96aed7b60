using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Health.Rules.Around;

/// <summary>Applies the rules to all that stands around pods and workloads.</summary>
internal static class AroundTable
{
    public static IEnumerable<HealthFinding> Judge(ClusterSnapshot snapshot, RuleScope scope)
    {
        NamespaceView view = new(snapshot);
        ClusterSurroundings around = snapshot.Surroundings;
        return
        [
            .. Apply(scope, view, "DaemonSet", around.DaemonSets, set => set.Name, DaemonSetRules.All),
            .. Apply(scope, view, "DeploymentConfig", around.DeploymentConfigs, config => config.Name, DeploymentConfigRules.All),
            .. Apply(scope, view, "Job", around.Jobs, job => job.Name, JobRules.All),
            .. Apply(scope, view, "CronJob", around.CronJobs, job => job.Name, CronJobRules.All),
            .. Apply(scope, view, "Service", around.Services, service => service.Name, ServiceRules.All),
            .. Apply(scope, view, "Route", around.Routes, route => route.Name, RouteRules.All),
            .. Apply(scope, view, "PersistentVolumeClaim", around.VolumeClaims, claim => claim.Name, VolumeClaimRules.All),
            .. Apply(scope, view, "HorizontalPodAutoscaler", around.Autoscalers, scaler => scaler.Name, AutoscalerRules.All),
            .. Apply(scope, view, "PodDisruptionBudget", around.DisruptionBudgets, budget => budget.Name, DisruptionBudgetRules.All),
            .. Apply(scope, view, "Node", around.Nodes.Where(node => view.OnNode(node.Name).Any()), node => node.Name, NodeRules.All),
            .. Apply(scope, view, "Build", Newest(around.Builds), build => build.Name, BuildRules.All),
        ];
    }

    /// <summary>The first rule that matches speaks for its object.</summary>
    private static IEnumerable<HealthFinding> Apply<TState>(
        RuleScope scope, NamespaceView view, string kind, IEnumerable<TState> states, Func<TState, string> name, IReadOnlyList<HealthRule<AroundSubject<TState>>> rules) =>
        states.Select(state => RuleTable.First(rules, new AroundSubject<TState>(scope, view, kind, name(state), state))).OfType<HealthFinding>();

    private static IEnumerable<BuildRunState> Newest(IEnumerable<BuildRunState> builds) =>
        builds.GroupBy(build => build.Config ?? build.Name, StringComparer.Ordinal).Select(group => group.MaxBy(build => build.CreatedAt)!);
}
