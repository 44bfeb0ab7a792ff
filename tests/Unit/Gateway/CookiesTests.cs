using System.Text.RegularExpressions;
using Participatory.Gateway.Pages.About;
using Participatory.Tests.Harness;
using Participatory.Tests.Unit.Architecture;
using Participatory.Words;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>The page of cookies names those that the code sets, and no others.</summary>
public sealed partial class CookiesTests
{
    /// <summary>Begins like a cookie and is none.</summary>
    private static readonly Dictionary<string, string> NoCookies = new(StringComparer.Ordinal)
    {
        ["participatory-gateway"] = "the name under which the framework keeps keys",
    };

    /// <summary>The only files in which a cookie is set: whoever adds one thinks of the page.</summary>
    private static readonly string[] Setting =
        ["AskedPasskey.cs", "Attempt.cs", "GatewayService.cs", "KeptForms.cs", "OpenBallot.cs", "ProviderSignIn.cs", "Sessions.cs"];

    [Fact]
    public void Every_cookie_that_the_source_names_stands_on_the_page()
    {
        var named = OurCode.Sources("*.cs", "gateway")
            // The list itself.
            .Where(path => Path.GetFileName(path) != "SetCookie.cs")
            .SelectMany(path => Named().Matches(File.ReadAllText(path))).Select(match => match.Groups["name"].Value)
            .Where(name => !NoCookies.ContainsKey(name)).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(named, SetCookie.All.Select(cookie => cookie.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cookies_are_set_nowhere_else_and_no_script_sets_or_reads_one()
    {
        Assert.Equal(Setting, OurCode.Sources("*.cs", "gateway").Where(path => Sets().IsMatch(File.ReadAllText(path)))
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(OurCode.Sources("*.js", "gateway"), path =>
            File.ReadAllText(path).Contains("cookie", StringComparison.OrdinalIgnoreCase));
        // What the framework would keep in cookies of its own.
        Assert.DoesNotContain(OurCode.Sources("*.cs*", "gateway"), path => OfTheFramework().IsMatch(File.ReadAllText(path)));
    }

    [Fact]
    public void Every_cookie_says_what_it_is_for_and_when_it_goes()
    {
        using var english = Language.English();
        Assert.All(SetCookie.All.Concat(SetCookie.OfProviders), cookie =>
        {
            Assert.NotEmpty(cookie.Why);
            Assert.NotEmpty(cookie.Kept);
        });
    }

    [Fact]
    public void A_name_on_the_page_is_the_one_in_the_browser()
    {
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext { Request = { Scheme = "https", Host = new("grants.example") } };
        var form = SetCookie.All.Single(cookie => cookie.Word == "Form");
        Assert.Equal("__Host-participatory-form", form.NameIn(context.Request));
        var code = SetCookie.All.Single(cookie => cookie.Word == "SignIn");
        Assert.Equal("__Secure-participatory-sign-in", code.NameIn(context.Request));
        context.Request.Scheme = "http";
        context.Request.Host = new("127.0.0.1", 5080);
        Assert.Equal("participatory-form", form.NameIn(context.Request));
        Assert.Equal("participatory-sign-in", code.NameIn(context.Request));
    }

    [GeneratedRegex("\"(__Host-)?(?<name>participatory[a-z-]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"Cookies\.(Append|AppendResponseCookie)\(|Cookie\.Name = |AddCookie\(|NonceCookie|""Set-Cookie""|Headers\.SetCookie",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sets();

    [GeneratedRegex(@"TempData\[|\[TempData\]|AddSession\(|UseSession\(|CookieRequestCultureProvider\.MakeCookieValue",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfTheFramework();
}
