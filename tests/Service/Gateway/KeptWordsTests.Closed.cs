using System.Net;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Participatory.Proposals.V1;
using Participatory.Standalone.Demo;
using Participatory.Tests.Service.AtTheDoor.Forms;
using Participatory.Words;

namespace Participatory.Tests.Service.AtTheDoor;

/// <content>Where ideas stop coming in while somebody writes one.</content>
public sealed partial class KeptWordsTests
{
    [Fact]
    public async Task What_somebody_wrote_can_still_be_read_and_copied_when_ideas_have_stopped_coming_in()
    {
        using var doors = new Doors(house.GrpcDoor, house.IssueIdentity);
        var round = propose.Split('/')[2];
        var draft = await doors.Volunteer.Proposals.KeepProposalDraftAsync(new KeepProposalDraftRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            Draft = new ProposalDraft { RoundId = round, Title = "A half of a bench", Words = OfTheBench },
        });
        using var who = await new Typist("volunteer", house.Pages).SignIn();
        var form = OpenedForm.All(propose, await who.Open(propose)).First(one => one.Names.Contains("Title", StringComparer.Ordinal));
        await doors.Officer.Proposals.AdvanceRoundAsync(new AdvanceRoundRequest
        {
            RequestId = Guid.NewGuid().ToString(), RoundId = round, ToPhase = Phase.Reviewing, Reason = "We look into them now.",
        });

        List<(string, string, byte[]?)> fields =
        [
            .. Typist.Hidden(form.Form).Select(field => (field.Name, field.Value, (byte[]?)null)),
            .. Idea().Select(field => (field.Item1, field.Item2, (byte[]?)null)),
        ];
        var refused = await who.Send(form.To, fields, isMultipart: false);
        Assert.Equal(HttpStatusCode.OK, refused.Status);
        Assert.Contains(HtmlEncoder.Default.Encode(OfTheBench), refused.Text, StringComparison.Ordinal);
        Assert.Contains(Writing.TypedWords, refused.Text, StringComparison.Ordinal);
        Assert.Contains("A half of a bench", await who.Read($"{propose}?draft={draft.DraftId}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_in_a_browser_is_marked_with_whose_it_is()
    {
        var tab = await Open("resident");
        var residents = WaitsAs().Match(await tab.Get(propose)).Value;
        Assert.NotEqual("", residents);
        // Somebody else on the same browser, and the same person on another.
        await tab.Become("volunteer");
        var volunteers = WaitsAs().Match(await tab.Get(propose)).Value;
        Assert.NotEqual("", volunteers);
        Assert.NotEqual(residents, volunteers);
        Assert.Equal(residents, WaitsAs().Match(await (await Open("resident")).Get(propose)).Value);
    }

    [Fact]
    public async Task A_draft_that_is_gone_leads_to_the_empty_form()
    {
        var tab = await Open("volunteer");
        Assert.Equal(propose, await tab.Leads($"{propose}?draft={Guid.NewGuid()}"));
    }

    [GeneratedRegex("(?<= data-story=\")[^\"]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WaitsAs();
}
