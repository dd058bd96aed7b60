using ServiceGuru.Host.Console;

namespace ServiceGuru.Host.Tests.Console;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain, café ⚠️", "plain, café ⚠️")]
    [InlineData("two\r\nlines\tand", "two lines and")]
    [InlineData("\u001b[31mred\u0007", "\u241b[31mred\u2407")]
    [InlineData("\u009b31m", "\u242131m")]
    [InlineData("a \u202eb\u2066c", "a \u2421b\u2421c")]
    public void Nothing_in_a_text_can_steer_the_terminal_or_turn_the_line_around(string text, string shown) => Printable.Line(text).ShouldBe(shown);
}
