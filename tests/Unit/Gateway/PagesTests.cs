using System.Reflection;
using System.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway;
using Participatory.Gateway.Assets;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Gateway;

public sealed class PagesTests
{
    private static readonly Assembly Gateway = typeof(GatewayService).Assembly;
    private static readonly Assembly Words = typeof(Participatory.Words.Say).Assembly;

    private static IEnumerable<Type> PageModels =>
        Gateway.GetTypes().Where(type => type.IsSubclassOf(typeof(PageModel)) && !type.IsAbstract);

    // What is given out as it is, without a page around it.
    private static IEnumerable<Type> Files => Gateway.GetTypes()
        .Where(type => type.GetMethod("Get", BindingFlags.Public | BindingFlags.Static)?.ReturnType == typeof(Task<IResult>));

    [Fact]
    public void Every_page_and_every_file_says_who_may_see_it()
    {
        Assert.True(PageModels.Count() > 10);
        Assert.Equal(26, Files.Count());
        var silent = PageModels.Concat(Files).Where(page => page.GetCustomAttribute<OpenToAttribute>() is not { Roles.Count: > 0 });
        Assert.Empty(silent.Select(page => page.FullName));
    }

    [Fact]
    public void No_page_is_open_to_a_role_that_nobody_has() => Assert.Empty(
        from page in PageModels.Concat(Files)
        from role in page.GetCustomAttribute<OpenToAttribute>()!.Roles
        where role is Role.Unspecified or Role.Service
        select page.FullName);

    /// <summary>
    /// The page of errors does nothing; a mail program sends the form that stops e-mails (RFC 8058), and what it may do is in its address.
    /// </summary>
    [Fact]
    public void Only_the_error_page_and_the_one_that_stops_e_mails_take_a_form_without_its_seal() => Assert.Equal(
        ["ErrorModel", "StopModel"],
        PageModels.Where(page => page.GetCustomAttribute<IgnoreAntiforgeryTokenAttribute>() is not null).Select(page => page.Name)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_form_of_a_sentence_fills_the_same_places()
    {
        foreach (var (name, value) in Sentences().Where(sentence => sentence.Value.Contains(" | ", StringComparison.Ordinal)))
        {
            var forms = value.Split(" | ");
            var most = forms.Max(Places);
            Assert.True(forms.All(form => Places(form) == most || Places(form) == most - 1),
                $"{name} fills different places in its forms: {value}");
        }
    }

    [Fact]
    public void No_sentence_is_empty_and_none_speaks_as_an_office_does()
    {
        string[] never = ["applicant", "beneficiar", "service user", "hard to reach", "unsuccessful", "rejected", "overdue", "submit",
            "allocation", "disbursement"];
        foreach (var (name, value) in Sentences())
        {
            Assert.False(string.IsNullOrWhiteSpace(value), name);
            Assert.DoesNotContain(never, word => value.Contains(word, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void The_stylesheet_names_its_typeface_by_the_hash_in_its_address()
    {
        var files = new AssetFiles();
        Assert.Matches("^/assets/site\\.[0-9a-f]{12}\\.css$", files.Address("site.css"));
        Assert.Matches("^/assets/latin\\.[0-9a-f]{12}\\.woff2$", files.Address("latin.woff2"));
    }

    [Theory]
    [InlineData("#ffffff", 1.0)]
    [InlineData("#000000", 21.0)]
    [InlineData("#767676", 4.54)]
    public void Contrast_is_that_of_the_standard(string colour, double expected) => Assert.Equal(expected, Contrast.OnWhite(colour), 0.01);

    [Theory]
    [InlineData(Participatory.Gateway.Settings.Council.DefaultAccent)]
    [InlineData(Participatory.Gateway.Settings.Council.DefaultAccentDark)]
    public void Our_own_accent_can_carry_words(string colour) => Assert.True(Contrast.OnWhite(colour) >= 4.5);

    [Fact]
    public void The_accent_of_a_council_without_one_is_that_of_the_stylesheet()
    {
        var styles = File.ReadAllText(Path.Combine(Repository.Root, "gateway", "Assets", "styles", "_colours.scss"));
        var council = new Participatory.Gateway.Settings.Council();
        Assert.Contains($"--accent: {council.AccentShown};", styles, StringComparison.Ordinal);
        Assert.Contains($"--accent-dark: {council.AccentDarkShown};", styles, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_are_made_once_for_each_council_that_the_settings_become()
    {
        var nowhere = new Uri("http://127.0.0.1");
        var now = new CouncilNow(new() { Accent = "#123456" });
        var files = new CouncilFiles(new GatewaySettings
        {
            Services = new ServiceAddresses(nowhere, nowhere, nowhere, nowhere, nowhere), Data = "", CouncilNow = now,
        });
        var before = files.Colours;
        Assert.NotNull(before);
        Assert.Same(before, files.Colours);
        now.Take(new CouncilProfile { Version = 1, Accent = "#654321" });
        Assert.NotEqual(before, files.Colours);
        now.Take(new CouncilProfile { Version = 2 });
        Assert.Null(files.Colours);
    }

    private static int Places(string form) =>
        Enumerable.Range(0, 10).Count(place => form.Contains($"{{{place}}}", StringComparison.Ordinal));

    private static IEnumerable<(string Name, string Value)> Sentences() =>
        from resource in Words.GetManifestResourceNames()
        where resource.StartsWith("Participatory.Words.", StringComparison.Ordinal)
        let manager = new ResourceManager(resource[..^".resources".Length], Words)
        from entry in manager.GetResourceSet(System.Globalization.CultureInfo.InvariantCulture, createIfNotExists: true,
            tryParents: true)!.Cast<System.Collections.DictionaryEntry>()
        select ($"{resource}.{entry.Key}", (string)entry.Value!);
}
