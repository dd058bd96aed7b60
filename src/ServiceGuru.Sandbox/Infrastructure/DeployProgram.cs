using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ServiceGuru.Sandbox.Cluster;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Infrastructure;

/// <summary>
/// Stands in for <c>make deploy</c>. The script leaves a request in a folder of the world; the world applies the commit's
/// templates to its cluster and answers with what Ansible would say, which the script prints.
/// </summary>
internal sealed partial class DeployProgram(
    ServiceDefinition service, SandboxPaths paths, DeploymentRepository repository, EffectLog effects, FaultBoard faults, SandboxCluster cluster, SandboxClock clock)
{
    /// <summary>The script's name.</summary>
    public const string Name = "deploy.sh";

    private const string Hang = "hang";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly string Stars = new('*', 40);

    private const string Script = """
        # Stands in for `make deploy`: asks the simulated world to deploy the checkout, and says what it did.
        requests=$(cd "$(dirname "$0")/../deployments" && pwd) || exit 2
        commit=$(git rev-parse HEAD) || exit 2
        request=$requests/$DEPLOYMENT-$$
        echo "ansible-playbook -e @vars/$SERVICE/$DEPLOYMENT.yml playbooks/deploy.yml"
        echo
        printf '%s %s\n' "$DEPLOYMENT" "$commit" >"$request.new" && mv "$request.new" "$request.request"
        until [ -e "$request.answer" ]; do
            sleep 0.1 2>/dev/null || sleep 1
        done
        read -r code <"$request.answer"
        sed 1d "$request.answer"
        rm -f "$request.answer"
        if [ "$code" = hang ]; then
            for child in 1 2; do
                (trap '' TERM INT HUP; while :; do sleep 1; done) &
            done
            wait
        fi
        [ "$code" = 0 ] || echo "make: *** [Makefile:2: deploy] Error $code"
        exit "$code"

        """;

    /// <summary>Writes the script.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(paths.DeployRequests);
        foreach (string old in Directory.GetFiles(paths.DeployRequests))
        {
            File.Delete(old);
        }

        await File.WriteAllTextAsync(Path.Combine(paths.Programs, Name), Script, cancellationToken);
    }

    /// <summary>Answers requests until it is canceled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, clock.Time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            foreach (string request in Directory.GetFiles(paths.DeployRequests, "*.request"))
            {
                string[] words = (await File.ReadAllTextAsync(request, cancellationToken)).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
                File.Delete(request);
                string answer = await DeployAsync(words[0], words[1], cancellationToken);
                string file = Path.ChangeExtension(request, ".answer");
                await File.WriteAllTextAsync(file + ".new", answer, cancellationToken);
                File.Move(file + ".new", file);
            }
        }
    }

    /// <returns>The exit code, then the output.</returns>
    private async Task<string> DeployAsync(string name, string commit, CancellationToken cancellationToken)
    {
        StringBuilder output = new();
        output.Append(CultureInfo.InvariantCulture, $"PLAY [Deploy] {Stars}\n\n");
        if (!service.Environments.TryGetValue(name, out EnvironmentDefinition? environment))
        {
            return $"2\n{output}ERROR! Unable to retrieve file contents\nCould not find or access 'vars/{name}.yml'\n";
        }

        int ok = 0;
        int changed = 0;
        foreach (WorkloadDefinition workload in service.Workloads)
        {
            if (changed > 0 && faults.IsActive("deploy-fails"))
            {
                output.Append(CultureInfo.InvariantCulture, $"TASK [deploy : Deploy {workload.Name}] {Stars}\n");
                output.Append("fatal: [localhost]: FAILED! => {\"changed\": false, \"error\": 403, \"msg\": \"Failed to patch object: deployments.apps is forbidden: exceeded quota: compute-resources\"}\n\n");
                return $"2\n{output}PLAY RECAP {Stars}\nlocalhost : ok={ok} changed={changed} unreachable=0 failed=1\n";
            }

            if (changed > 0 && faults.IsActive("deploy-hangs"))
            {
                return $"{Hang}\n{output}TASK [deploy : Wait for the rollout of {workload.Name}] {Stars}\n";
            }

            string? template = await repository.ReadTemplateAsync(commit, workload, cancellationToken);
            bool applied = template is not null && MemoryPattern().Match(template) is { Success: true } memory && cluster.Apply(environment, workload, memory.Groups[1].Value);
            if (applied)
            {
                effects.Record("cluster", "apply", $"{environment.Namespace}/{workload.Kind.ToString().ToLowerInvariant()}s/{workload.Name}", commit);
            }

            (ok, changed) = (ok + 1, changed + (applied ? 1 : 0));
            output.Append(CultureInfo.InvariantCulture, $"TASK [deploy : Deploy {workload.Name}] {Stars}\n{(applied ? "changed" : "ok")}: [localhost]\n\n");
        }

        effects.Record("ansible", "deploy", name, commit);
        return $"0\n{output}PLAY RECAP {Stars}\nlocalhost : ok={ok} changed={changed} unreachable=0 failed=0\n";
    }

    [GeneratedRegex("memory: \"([0-9A-Za-z]+)\"")]
    private static partial Regex MemoryPattern();
}
