using ServiceGuru.Documents;

namespace ServiceGuru.Runbooks;

public sealed class RunbookReaderTests : IDisposable
{
    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_step_needs_the_one_before_unless_it_says_otherwise()
    {
        Runbook runbook = _bench.Read("""
            name: needs
            steps:
              - { id: a, uses: test/ask }
              - { id: b, uses: test/ask }
              - { id: c, uses: test/ask, needs: [] }
              - { id: d, uses: test/ask, needs: [a] }
            """);

        runbook.Steps.ToDictionary(step => step.Id, step => string.Join(",", step.Needs)).ShouldBe(new Dictionary<string, string>
        {
            ["a"] = string.Empty, ["b"] = "a", ["c"] = string.Empty, ["d"] = "a",
        }, ignoreOrder: true);
    }

    [Fact]
    public void Steps_are_put_in_an_order_in_which_each_comes_after_its_needs()
    {
        Runbook runbook = _bench.Read("""
            name: order
            steps:
              - { id: last, uses: test/ask, needs: [first] }
              - { id: first, uses: test/ask, needs: [] }
            """);

        runbook.Steps.Select(step => step.Id).ShouldBe(["first", "last"]);
    }

    [Fact]
    public void Every_mistake_is_told_at_once_with_its_place()
    {
        InvalidDocumentException error = Should.Throw<InvalidDocumentException>(() => _bench.Read("""
            name: Bad Name
            stpes: []
            parameters:
              count: { type: integer, default: many }
            steps:
              - id: one
                uses: test/aks
              - id: two
                uses: test/set
                with: { values: nothing, speed: 3 }
                timeout: 5
              - id: two
                uses: test/ask
              - id: three
                uses: test/ask
                needs: [tow]
                retry: { attempts: 0 }
            """));

        error.Diagnostics.Select(mistake => $"{mistake.Position.Line}:{mistake.Position.Column} {mistake.Id}").ShouldBe(
        [
            "1:7 InvalidName",
            "2:1 UnknownKey",
            "4:36 InvalidValue",
            "7:11 UnknownOperation",
            "10:21 WrongType",
            "10:30 UnknownKey",
            "11:14 InvalidValue",
            "12:9 DuplicateName",
            "16:12 UnknownStep",
            "17:12 InvalidValue",
        ]);
        error.Diagnostics[1].Message.ShouldContain("'steps'");
        error.Diagnostics[3].Message.ShouldContain("test/ask");
    }

    [Fact]
    public void Steps_that_wait_for_each_other_are_refused()
    {
        InvalidDocumentException error = Should.Throw<InvalidDocumentException>(() => _bench.Read("""
            name: cycle
            steps:
              - { id: a, uses: test/ask, needs: [c] }
              - { id: b, uses: test/ask, needs: [a] }
              - { id: c, uses: test/ask, needs: [b] }
            """));

        error.Diagnostics.Single().Id.ShouldBe("Cycle");
        error.Diagnostics.Single().Message.ShouldContain("a needs c needs b needs a");
    }

    [Fact]
    public void Every_ring_and_every_reference_beside_it_is_told_at_once()
    {
        InvalidDocumentException error = Should.Throw<InvalidDocumentException>(() => _bench.Read("""
            name: rings
            steps:
              - { id: a, uses: test/ask, needs: [a] }
              - { id: b, uses: test/ask, needs: [c] }
              - { id: c, uses: test/ask, needs: [b], with: { text: "${{ parameters.lost }}" } }
              - { id: d, uses: test/unknown, needs: [] }
              - { id: d, uses: test/strange, needs: [] }
              - { id: e, uses: test/ask, needs: [d], with: { text: "${{ steps.d.output.text }}" } }
            """));

        error.Diagnostics.Select(mistake => $"{mistake.Position.Line} {mistake.Id}").ShouldBe(
            ["3 Cycle", "4 Cycle", "5 DanglingReference", "6 UnknownOperation", "7 DuplicateName", "7 UnknownOperation"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("timeout: 60d", "timeout must be more than zero, and at most 30d.")]
    [InlineData("timeout: 0s", "timeout must be more than zero, and at most 30d.")]
    [InlineData("retry: { attempts: 2, backoff: 2d }", "retry.backoff must be at most 1d.")]
    public void What_no_timer_can_wait_for_is_refused(string term, string message) =>
        Should.Throw<InvalidDocumentException>(() => _bench.Read($"{{ name: long, steps: [ {{ id: ask, uses: test/ask, {term} }} ] }}"))
            .Diagnostics.Single().Message.ShouldBe(message);

    [Theory]
    [InlineData("${{ steps.nope.output.text }}", "no step 'nope'")]
    [InlineData("${{ steps.last.output.text }}", "need not have ended")]
    [InlineData("${{ steps.set.output.sumary }}", "has no 'sumary'. Did you mean 'summary'?")]
    [InlineData("${{ steps.set.output.values }}", "is a mapping")]
    [InlineData("x ${{ steps.set.output.values }}", "can't stand within a text")]
    [InlineData("${{ parameters.colr }}", "Did you mean 'color'?")]
    [InlineData("${{ secrets.TOKEN }}", "refers to nothing")]
    [InlineData("${{ }}", "looks like a reference and is none")]
    [InlineData("${{ steps.set.output.summary }} ${{ steps.set.output.summary", "looks like a reference and is none")]
    public void A_reference_that_leads_nowhere_is_refused_before_anything_starts(string reference, string message)
    {
        InvalidDocumentException error = Should.Throw<InvalidDocumentException>(() => _bench.Read($$$"""
            name: references
            parameters: { color: { default: red } }
            steps:
              - { id: set, uses: test/set, with: { values: { a: b } } }
              - id: ask
                uses: test/ask
                with:
                  text: "{{{reference}}}"
              - { id: last, uses: test/ask }
            """));

        Diagnostic mistake = error.Diagnostics.Single();
        mistake.Id.ShouldBe("DanglingReference");
        mistake.Position.Line.ShouldBe(8);
        mistake.Message.ShouldContain(message);
    }

    [Fact]
    public void The_hash_pins_the_text()
    {
        Runbook one = _bench.Read("{ name: a, steps: [ { id: a, uses: test/ask } ] }");
        Runbook other = _bench.Read("{ name: a, steps: [ { id: a, uses: test/ask } ] } # later");

        one.Hash.Length.ShouldBe(64);
        other.Hash.ShouldNotBe(one.Hash);
    }
}
