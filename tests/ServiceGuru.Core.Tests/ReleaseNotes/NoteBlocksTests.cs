using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.Tests.ReleaseNotes;

public sealed class NoteBlocksTests
{
    [Theory]
    [InlineData("Title\n\nRELEASE NOTES BEGIN\nNew thing.\nRELEASE NOTES END\n", "New thing.")]
    [InlineData("RELEASE NOTES BEGIN\r\n\r\nNew thing.\r\n\r\nRELEASE NOTES END", "New thing.")]
    [InlineData("RELEASE NOTES BEGIN  \nNew thing.  \n  RELEASE NOTES END", "New thing.")]
    [InlineData("RELEASE NOTES BEGIN\nOne\n\n- two\n  three\nRELEASE NOTES END", "One\n\n- two\n  three")]
    [InlineData("RELEASE NOTES BEGIN\nNone of the builds hang any more.\nRELEASE NOTES END", "None of the builds hang any more.")]
    [InlineData("RELEASE NOTES BEGIN\n<!-- say it for users -->\nNew thing.\nRELEASE NOTES END", "New thing.")]
    [InlineData("RELEASE NOTES BEGIN\n\u001b[31mNew\u001b]0;x\u0007 \u202ething\u009b.\tCafé ⚠️\nRELEASE NOTES END", "[31mNew]0;x thing.\tCafé ⚠️")]
    public void A_block_is_a_note(string text, string note) => NoteBlocks.Find(text).ShouldBe([note]);

    [Theory]
    [InlineData("N/A")]
    [InlineData("n/a")]
    [InlineData("None")]
    [InlineData("none.")]
    [InlineData("  NONE.  ")]
    [InlineData("")]
    [InlineData("<!-- nothing -->")]
    public void A_block_that_says_nothing_is_dropped(string content)
    {
        string text = $"RELEASE NOTES BEGIN\n{content}\nRELEASE NOTES END";

        NoteBlocks.Find(text).ShouldBeEmpty();
        NoteBlocks.Any(text).ShouldBeTrue();
    }

    [Fact]
    public void Old_tool_took_a_block_without_any_line_for_no_block_at_all_but_it_is_an_empty_one()
    {
        NoteBlocks.Any("RELEASE NOTES BEGIN\nRELEASE NOTES END").ShouldBeTrue();
        NoteBlocks.Find("RELEASE NOTES BEGIN\nRELEASE NOTES END").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("No notes here.")]
    [InlineData("RELEASE NOTES BEGIN\nnever ended")]
    [InlineData("RELEASE NOTES END\nRELEASE NOTES BEGIN")]
    [InlineData("RELEASE NOTES BEGIN and so on\nNew thing.\nRELEASE NOTES END")]
    public void What_is_no_block_is_no_note(string? text)
    {
        NoteBlocks.Find(text).ShouldBeEmpty();
        NoteBlocks.Any(text).ShouldBeFalse();
    }

    [Fact]
    public void Old_tool_spanned_two_blocks_greedily_but_they_are_two_notes() =>
        NoteBlocks.Find("RELEASE NOTES BEGIN\nOne\nRELEASE NOTES END\nbetween\nRELEASE NOTES BEGIN\nTwo\nRELEASE NOTES END").ShouldBe(["One", "Two"]);

    [Fact]
    public void A_block_that_was_begun_twice_counts_from_the_second() =>
        NoteBlocks.Find("RELEASE NOTES BEGIN\nlost\nRELEASE NOTES BEGIN\nTwo\nRELEASE NOTES END").ShouldBe(["Two"]);
}
