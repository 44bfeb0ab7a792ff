using System.Text.RegularExpressions;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>
/// A form without an action is sent to where its page stands. Where another button of that page was pressed before, that is the address of
/// this button, and what should be sent would only be looked at again.
/// </summary>
public sealed partial class FormAddressTests
{
    private static string Root => Path.Combine(Repository.Root, "gateway", "Pages");

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Root, "*.cshtml", SearchOption.AllDirectories)
        .Where(HasSeveral).Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Pages))]
    public void Each_form_of_a_page_with_several_ways_to_take_one_says_which_it_means(string page) => Assert.DoesNotContain(
        Forms().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(form => form.Value),
        form => !form.Contains(" action=\"", StringComparison.Ordinal) && !form.Contains(" asp-page-handler=\"", StringComparison.Ordinal));

    [Fact]
    public void Pages_are_found()
    {
        foreach (var several in (string[])["Ideas/Propose", "Ideas/Edit", "Ideas/Joining", "Council/Outlines/Index"])
        {
            Assert.True(HasSeveral(Path.Combine(Root, several + ".cshtml")), several);
        }

        Assert.False(HasSeveral(Path.Combine(Root, "Ideas", "Report.cshtml")));
    }

    /// <summary>Its page takes a form that names no handler, and another that does.</summary>
    private static bool HasSeveral(string page) => File.Exists(page + ".cs") && File.ReadAllText(page + ".cs") is var code
        && Plain().IsMatch(code) && Named().IsMatch(code);

    [GeneratedRegex(@"<form\b[^>]*method=""post""[^>]*>", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Forms();

    [GeneratedRegex(@"\bOnPost(Async)?\(", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\bOnPost(?!Async\b)[A-Z]\w*\(", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Named();
}
