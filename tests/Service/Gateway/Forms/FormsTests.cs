using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>Nothing that somebody types on a page is lost, swapped or changed on its way to what is stored and what pages show.</summary>
public sealed class FormsTests(FormWalk walk, ITestOutputHelper output) : IClassFixture<FormWalk>
{
    private static readonly IReadOnlyList<Type> Pages =
        [.. typeof(global::Participatory.Gateway.GatewayService).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(PageModel)) && !type.IsAbstract)];

    [Fact]
    public void What_somebody_types_into_a_form_is_what_is_stored_and_what_a_page_shows()
    {
        output.WriteLine($"{walk.Table.Sent.Count} forms, {walk.Table.Count} fields.");
        Assert.True(walk.Table.Findings.Count == 0, string.Join('\n', walk.Table.Findings));
    }

    [Fact]
    public void Whoever_sees_the_ideas_of_a_ballot_reads_in_which_order_they_stand()
    {
        Assert.Contains(Words.Finding.BallotOrder, walk.Ballot, StringComparison.Ordinal);
        Assert.Contains(Words.Finding.PaperOrder, walk.Sheet, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_fields_are_typed_alike() => Assert.True(walk.Table.Alike.Count == 0, string.Join('\n', walk.Table.Alike));

    [Fact]
    public void Every_form_of_every_page_is_in_the_table()
    {
        var handlers = Pages.SelectMany(page => page.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => method.Name.StartsWith("OnPost", StringComparison.Ordinal))
            .Select(method => $"{NameOf(page)} {method.Name["OnPost".Length..]}".Trim())).ToList();
        var questions = Directory.GetFiles(Path.Combine(Repository.Root, "gateway", "Pages"), "*.cshtml", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("<form method=\"get\"", StringComparison.Ordinal))
            .Select(file => "GET /" + Path.GetRelativePath(Path.Combine(Repository.Root, "gateway", "Pages"), file)
                .Replace('\\', '/').Replace(".cshtml", "", StringComparison.Ordinal));
        var missing = handlers.Concat(questions).Where(form => !walk.Table.Sent.Contains(form)).Order(StringComparer.Ordinal).ToList();
        Assert.True(handlers.Count > 90, "The handlers of the pages were not found.");

        var unknown = missing.Where(form => !NotYet.Forms.ContainsKey(form)).Select(form => $"The table has no row for the form {form}.");
        var stale = NotYet.Forms.Keys.Where(form => !missing.Contains(form))
            .Select(form => $"{form} is in the table; take it off the list.");
        Assert.True(!unknown.Any() && !stale.Any(), string.Join('\n', unknown.Concat(stale)));
    }

    [Fact]
    public void Every_field_that_a_page_takes_stands_in_a_form_that_somebody_has_filled_in()
    {
        var taken = Pages.Where(page => walk.Table.Sent.Any(sent => sent.Split(' ')[0] == NameOf(page)))
            .SelectMany(page => page.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetCustomAttribute<BindPropertyAttribute>() is { SupportsGet: false })
                .Select(property => $"{NameOf(page)} {property.Name}")).ToList();
        Assert.True(taken.Count > 100, "The fields of the pages were not found.");

        var unfilled = taken.Where(field => !walk.Table.Fields.Contains(field)).ToList();
        var unknown = unfilled.Where(field => !NotYet.Fields.ContainsKey(field))
            .Select(field => $"The page takes {field}, and no form of it that somebody filled in has that field.");
        var stale = NotYet.Fields.Keys.Where(field => !unfilled.Contains(field))
            .Select(field => $"{field} is filled in; take it off the list.");
        Assert.True(!unknown.Any() && !stale.Any(), string.Join('\n', unknown.Concat(stale)));
    }

    /// <summary>As the framework calls the page: "/Council/Funds/New".</summary>
    private static string NameOf(Type page) =>
        page.FullName!["Participatory.Gateway.Pages".Length..].Replace('.', '/')[..^"Model".Length];

    [Fact]
    public void A_field_that_every_row_leaves_as_it_is_was_tried_by_nobody()
    {
        var left = walk.Table.OnlyLeft.Order(StringComparer.Ordinal).ToList();
        var unknown = left.Where(field => !NotYet.Left.ContainsKey(field))
            .Select(field => $"Every row leaves {field} as the page has it, so nobody knows whether what is typed there arrives.");
        var stale = NotYet.Left.Keys.Where(field => !left.Contains(field)).Select(field => $"{field} is filled in; take it off the list.");
        Assert.True(!unknown.Any() && !stale.Any(), string.Join('\n', unknown.Concat(stale)));
    }
}
