using System.Net;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Grpc.AspNetCore.Server;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Standalone;
using Participatory.Standalone.Demo;
using Participatory.Words;

namespace Participatory.Tests.Service.AtTheDoor;

/// <summary>What somebody wrote is not lost when their session is over, and is seen by nobody else.</summary>
public sealed partial class KeptWordsTests : IAsyncLifetime
{
    private const string OfTheBench = "A bench by the pond, with <b>arms</b> to get up from";

    private readonly string data = Directory.CreateTempSubdirectory("participatory-kept-").FullName;
    private readonly AsksOnce asksOnce = new();
    private readonly List<Tab> tabs = [];
    private House house = null!;
    private string propose = "";
    private string area = "";

    public async ValueTask InitializeAsync()
    {
        house = await House.Open(data, "http://127.0.0.1:0", CancellationToken.None, builder =>
        {
            builder.Services.AddSingleton(asksOnce);
            builder.Services.Configure<GrpcServiceOptions>(options => options.Interceptors.Add<AsksOnce>());
        });
        using var doors = new Doors(house.GrpcDoor, house.IssueIdentity);
        var script = ElmPark.Write(1, quick: true) with { Start = DateTimeOffset.UtcNow };
        await Stages.Show(stages => Opening.Play(script, doors, stages, CancellationToken.None), _ => Task.CompletedTask);
        await doors.Officer.Proposals.AdvanceRoundAsync(new AdvanceRoundRequest
        {
            RequestId = script.Id("accept"), RoundId = script.RoundId, ToPhase = Phase.Accepting, Reason = "We begin.",
        });
        (propose, area) = ($"/rounds/{script.RoundId}/propose", script.Areas[0].Code);
    }

    public async ValueTask DisposeAsync()
    {
        tabs.ForEach(tab => tab.Dispose());
        await house.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task An_idea_that_is_sent_after_the_session_has_ended_comes_back_after_signing_in_and_is_sent_by_its_button()
    {
        var tab = await Open("resident");
        var form = await tab.Get(propose);
        await tab.SignOut();

        Assert.StartsWith("/sign-in?return=", await tab.Send(propose, form, Idea()), StringComparison.Ordinal);
        Assert.Contains(SignIn.KeptWaits, await tab.Get("/sign-in"), StringComparison.Ordinal);
        Assert.DoesNotContain("bench", await tab.Get(propose, expected: HttpStatusCode.Redirect), StringComparison.Ordinal);

        Assert.Equal(propose, await tab.Become("resident", propose));
        var back = await tab.Get(propose);
        Assert.Contains(SignIn.KeptBack, back, StringComparison.Ordinal);
        Assert.Contains(HtmlEncoder.Default.Encode(OfTheBench), back, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>arms</b>", back, StringComparison.Ordinal);
        Assert.Contains("value=\"A bench\"", back, StringComparison.Ordinal);
        // Reload and a second tab show it, too, until it is sent.
        Assert.Contains("value=\"A bench\"", await tab.Get(propose), StringComparison.Ordinal);

        Assert.Contains("/ideas/", await tab.Send(propose, back, Idea()), StringComparison.Ordinal);
        Assert.DoesNotContain("A bench", await tab.Get(propose), StringComparison.Ordinal);
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task A_form_that_one_person_opened_and_another_sends_is_not_sent_and_its_words_are_the_first_ones()
    {
        var tab = await Open("resident");
        var form = await tab.Get(propose);
        await tab.Become("volunteer");

        var other = await tab.Send(propose, form, Idea());
        Assert.StartsWith("/sign-in/other?return=", other, StringComparison.Ordinal);
        Assert.Contains(SignIn.OtherTitle, await tab.Get(other), StringComparison.Ordinal);
        var seen = await tab.Get(propose);
        Assert.Contains(SignIn.KeptOfAnother, seen, StringComparison.Ordinal);
        Assert.DoesNotContain("A bench", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(HtmlEncoder.Default.Encode(OfTheBench), seen, StringComparison.Ordinal);

        Assert.StartsWith("/sign-in?return=", await tab.Send("/sign-in/other", await tab.Get(other)), StringComparison.Ordinal);
        await tab.Become("resident");
        Assert.Contains("value=\"A bench\"", await tab.Get(propose), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_service_asks_to_sign_in_again_the_words_wait()
    {
        var tab = await Open("finance");
        var form = await tab.Get("/council/funds/new");
        asksOnce.About = nameof(GrantsService.GrantsServiceClient.CreateFund);
        Assert.StartsWith(
            "/sign-in?again=true&return=", await tab.Send("/council/funds/new", form, ("Name", "Parks"), ("BudgetCode", "P-1")),
            StringComparison.Ordinal);
        await tab.Become("finance");
        var back = await tab.Get("/council/funds/new");
        Assert.Contains("value=\"Parks\"", back, StringComparison.Ordinal);
        Assert.StartsWith("/council/funds/", await tab.Send("/council/funds/new", back, ("Name", "Parks"), ("BudgetCode", "P-1")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_kept_says_nothing_on_disk_is_bounded_and_goes_with_its_hour()
    {
        var tab = await Open("resident");
        for (var time = 0; time < 8; time++)
        {
            var again = await Open("resident");
            var form = await again.Get(propose);
            await again.SignOut();
            await again.Send(propose, form, Idea());
        }

        Assert.InRange(Kept().Length, 1, 5);
        Assert.All(Kept(), file => Assert.DoesNotContain("bench", File.ReadAllText(file), StringComparison.Ordinal));
        Array.ForEach(Kept(), file => File.SetLastWriteTimeUtc(file, DateTime.UtcNow - TimeSpan.FromMinutes(61)));
        var last = await tab.Get(propose);
        await tab.SignOut();
        await tab.Send(propose, last, Idea());
        Assert.Single(Kept());
    }

    [Fact]
    public async Task A_form_of_another_site_or_without_our_mark_puts_no_words_into_anybodys_mouth()
    {
        var tab = await Open("resident");
        var form = await tab.Get(propose);
        await tab.SignOut();
        await tab.Send(propose, form, origin: "https://elsewhere.example", Idea());
        await tab.Send(propose, Mark().Replace(form, ""), Idea());
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task An_idea_in_a_script_of_many_bytes_is_kept_as_well_and_a_stranger_still_sends_little()
    {
        var tab = await Open("resident");
        var form = await tab.Get(propose);
        await tab.SignOut();
        var words = new string('字', 4000);
        Assert.StartsWith("/sign-in", await tab.Send(propose, form, ("Title", "A bench"), ("Words", words)), StringComparison.Ordinal);
        await tab.Become("resident");
        Assert.Contains(words, WebUtility.HtmlDecode(await tab.Get(propose)), StringComparison.Ordinal);

        var stranger = await Open(null);
        Assert.Equal("413", await stranger.Send(propose, form, ("Words", words)));
    }

    [Fact]
    public async Task A_new_code_goes_to_the_same_address_and_leads_the_same_way()
    {
        var tab = await Open(null);
        var to = await tab.Send(
            "/sign-in", await tab.Get($"/sign-in?return={propose}"), ("Email", "amina@example.org"), ("return", propose));
        var page = await tab.Get(to);
        Assert.Contains("amina@example.org", page, StringComparison.Ordinal);
        Assert.DoesNotContain("amina", to, StringComparison.Ordinal);
        Assert.Contains("/sign-in?return=" + Uri.EscapeDataString(propose), page, StringComparison.Ordinal);

        to = await tab.Send("/sign-in/code?handler=Anew", page, ("return", propose));
        page = await tab.Get(to);
        Assert.Contains(SignIn.CodeAnew.Replace("{0}", "amina@example.org", StringComparison.Ordinal), page, StringComparison.Ordinal);
        var mails = await tab.Get("/outbox");
        Assert.Equal(2, Digits().Count(mails));
        var code = Digits().Match(mails).Value;
        Assert.Equal(propose, await tab.Send("/sign-in/code", page, ("Code", code), ("return", propose)));
    }

    private (string, string)[] Idea() => [("Title", "A bench"), ("Words", OfTheBench), ("AreaCode", area)];

    private string[] Kept() =>
        [.. Directory.GetDirectories(data, "kept", SearchOption.AllDirectories).SelectMany(Directory.GetFiles)];

    private async Task<Tab> Open(string? person)
    {
        tabs.Add(new Tab(house.Pages));
        if (person is not null)
        {
            await tabs[^1].Become(person);
        }

        return tabs[^1];
    }

    [GeneratedRegex("<input[^>]*name=\"OpenedBy\"[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex("(?<=Your code is )\\d{3} ?\\d{3}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Digits();
}
