using ServiceGuru.Sandbox.Git;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Infrastructure;

/// <summary>Thinks up the deployment repository's history: production was deployed three weeks ago, and three people changed something since.</summary>
internal sealed class DeploymentHistory(ServiceDefinition service, InfrastructureDefinition infrastructure, DateTimeOffset now)
{
    private const string FirstMemory = "1Gi";

    private readonly List<PlannedCommit> commits = [];

    /// <summary>Gets the workload that most changes are about.</summary>
    public WorkloadDefinition Central => service.Workloads.FirstOrDefault(workload => workload.Name == service.Repositories.LastOrDefault()?.Name) ?? service.Workloads[0];

    // A part that nobody misses while its pod is replaced.
    private WorkloadDefinition Small => service.Workloads.FirstOrDefault(workload => workload.Name == "nginx") ?? service.Workloads[^1];

    /// <summary>Where a workload's template lies.</summary>
    public static string Template(WorkloadDefinition workload) => $"openshift/{workload.Name}.yml.j2";

    /// <summary>Makes the plan.</summary>
    public HistoryPlan Plan()
    {
        Dictionary<string, string> tree = service.Workloads.ToDictionary(Template, workload => Content(workload, FirstMemory));
        tree["Makefile"] = "deploy:\n\tansible-playbook -e @vars/$(SERVICE)/$(DEPLOYMENT).yml playbooks/deploy.yml\n";
        tree["playbooks/deploy.yml"] = "- name: Deploy\n  hosts: localhost\n  roles:\n    - deploy\n";
        tree[".gitignore"] = "vars/*/*.yml\n";
        Add(0, 90, "Templates of all objects", tree);
        int deployed = Add(2, 23, "Check the queues before a deployment", new() { ["playbooks/check.yml"] = "- name: Check\n  hosts: localhost\n" });
        Add(4, 6, $"Raise the memory limit of {Small.Name}\n\nIt was killed twice last week.", new() { [Template(Small)] = Content(Small, "1536Mi") });
        Add(1, 3, "Describe how certificates are rotated", new() { ["docs/certificates.md"] = "# Certificates\n\nRestart what mounts them.\n" });
        int head = Add(3, 1, $"Mount the new client secret into {Central.Name}", new() { [Template(Central)] = Content(Central, FirstMemory) + "# volumeMounts: client-secret\n" });
        Dictionary<string, int> refs = new(StringComparer.Ordinal) { [$"refs/heads/{infrastructure.Branch}"] = head };
        foreach ((string name, EnvironmentDefinition environment) in service.Environments.Where(_ => infrastructure.Mark is not null))
        {
            refs[infrastructure.Mark!.Replace("{environment}", name, StringComparison.Ordinal)] = environment.Production ? deployed : head;
        }

        return new HistoryPlan(commits, [], refs);
    }

    /// <summary>What somebody merges while nobody looks.</summary>
    public PlannedCommit Surprise(DateTimeOffset time) => new(
        1, [], HistoryMaterial.People[6], HistoryMaterial.People[6], time, time, "Pin the version of the database's image\n",
        new Dictionary<string, string> { ["docs/database.md"] = $"# Database\n\nPinned on {time:yyyy-MM-dd HH:mm:ss.fff}.\n" });

    private static string Content(WorkloadDefinition workload, string memory) =>
        $$$"""
        ---
        apiVersion: apps/v1
        kind: {{{workload.Kind}}}
        metadata:
          name: {{{workload.Name}}}
          labels:
            component: {{{workload.Name}}}
        spec:
          template:
            spec:
              containers:
                - name: {{{workload.Container ?? workload.Name}}}
                  image: "{{ image_{{{workload.Name.Replace('-', '_')}}} }}"
                  resources:
                    limits:
                      memory: "{{{memory}}}"

        """;

    private int Add(int person, double daysAgo, string message, Dictionary<string, string> files)
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds(now.AddDays(-daysAgo).ToUnixTimeSeconds());
        Person author = HistoryMaterial.People[person];
        commits.Add(new PlannedCommit(commits.Count + 1, commits.Count == 0 ? [] : [commits.Count], author, author, time, time, message + "\n", files));
        return commits.Count;
    }
}
