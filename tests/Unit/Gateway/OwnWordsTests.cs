using System.Text.RegularExpressions;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>
/// What a person wrote runs the way of its own letters and turns nothing beside it, also where no style is loaded: titles and names stand
/// in bdi, paragraphs say dir="auto". Sentences that are filled with words do it with signs of their own (SayTests).
/// </summary>
public sealed partial class OwnWordsTests
{
    private const string Given = "(Title|GroupName|HostName|ShownAs)";

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(
        Path.Combine(Repository.Root, "gateway", "Pages"), "*.cshtml", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)];

    /// <summary>Titles that are sentences of ours.</summary>
    private static readonly string[] Ours = ["@step.Title", "@fault.Title", "@Model.Title in _Done.cshtml", "@Model.Title in Error.cshtml"];

    [Theory, MemberData(nameof(Pages))]
    public void Titles_and_names_that_people_gave_stand_in_bdi_and_their_words_say_that_they_have_a_direction_of_their_own(string page)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page));
        Assert.DoesNotContain(
            Bare().Matches(text).Select(found => found.Value),
            found => !Ours.Contains(found) && !Ours.Contains($"{found} in {Path.GetFileName(page)}"));
        Assert.DoesNotContain(
            Tags().Matches(text).Select(tag => tag.Value),
            tag => Own().IsMatch(tag) && !tag.Contains("dir=\"auto\"", StringComparison.Ordinal));
    }

    /// <summary>
    /// The title of an idea is empty where its words are hidden from who looks, and a link would have no name. Their own idea they see, and
    /// what waits to be looked at is listed for who may read it.
    /// </summary>
    [Theory, MemberData(nameof(Pages))]
    public void A_title_of_an_idea_stands_as_it_is_said_where_its_words_are_hidden(string page)
    {
        string[] fine = ["gateway/Pages/Ideas/AddPhoto.cshtml", "gateway/Pages/Council/Hiding/Index.cshtml"];
        if (!fine.Contains(page.Replace('\\', '/')))
        {
            Assert.DoesNotMatch(Raw(), File.ReadAllText(Path.Combine(Repository.Root, page)));
        }
    }

    [Fact]
    public void What_is_looked_for_is_found()
    {
        Assert.Matches(Raw(), "<bdi>@idea.Title</bdi>");
        Assert.Matches(Raw(), "<bdi>@before.Title</bdi>");
        Assert.DoesNotMatch(Raw(), "<bdi>@HidingWords.TitleOf(idea)</bdi>");
        Assert.Matches(Bare(), "<h1>@idea.Title</h1>");
        Assert.Matches(Bare(), "<a href=\"/\">@Model.Idea.Title</a>");
        Assert.DoesNotMatch(Bare(), "<h1><bdi>@idea.Title</bdi></h1>");
        Assert.DoesNotMatch(Bare(), "<h1>@Words.Ideas.Title</h1>");
        Assert.Matches(Bare(), "<label>@project.Title <span>");
        Assert.Matches(Bare(), "<h3>@award.Title, @Say.Money(award.Amount)</h3>");
        Assert.Matches(Bare(), "<span>: @passkey.Name</span>");
        Assert.Matches(Bare(), "<span>: @HidingWords.TitleOf(idea)</span>");
        Assert.Matches(Bare(), "<span>@(some ? $\"{round.Title}: {area}\"\n  : round.Title)</span>");
        Assert.DoesNotMatch(Bare(), "<title>@story.Title</title>");
        Assert.DoesNotMatch(Bare(), "<input value=\"@idea.Title\">");
        Assert.DoesNotMatch(Bare(), "@Drawings.Of(idea.Title)");
        Assert.Matches(Own(), "<p class=\"words quiet\">");
        Assert.DoesNotMatch(Own(), "<p class=\"card__foot\">");
    }

    // A property by itself, one of two behind a colon, a passkey's name, and the title of an idea as it is said where it is hidden.
    [GeneratedRegex(
        @"(?<!<bdi>|<title>|=""|\w)@((?!Words\.)[A-Za-z]\w{0,40}([!?]?\.\w{1,40}){0,4}\." + Given + @"(?![\w(]|\.\w)"
            + @"|\([^<@]{0,400}[:?]\s*[\w.!?]{1,80}\." + Given + @"\)|passkey\.Name\b|HidingWords\.Title(Of|Or)\()",
        RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Bare();

    [GeneratedRegex(@"@(Model\.)?([Ii]dea|before|after)\.Title\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Raw();

    [GeneratedRegex(@"<(p|blockquote|q|dd|li|td|div|span|pre)\b[^<>]*>", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"class=""([\w-]+ )*(words|card__words)( [\w-]+)*""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Own();
}
