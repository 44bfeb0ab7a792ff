using Participatory.Proposals.V1;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>Somebody reports an idea, an officer hides it, whoever wrote it asks for a second look, and another officer shows it.</summary>
public sealed partial class FormWalk
{
    private async Task AnIdeaIsReportedAndLookedAtTwice(string page, string id)
    {
        var look = $"/council/rounds/{round}/ideas/{id}/look?part=Words";
        await HasPreview(page, isShown: true);
        await Table.Fill(anyone, page + "/report", "",
        [
            Unread("Part", "Words", "it is asked for with the part", unseen: "the page is of the part") with { Suggested = "the words" },
            Choice("Reason", "Abuse", "flags.reason", "HIDING_REASON_ABUSE", Words.Hiding.AbuseChoice),
            Text("Note", "It made my\nneighbour cry.", "flags.note"),
        ], async _ => await doors.Officer.Proposals.GetFlagsAsync(new() { RoundId = round, ProposalId = id, Part = IdeaPart.Words }),
            [(officer, look)]);
        await Table.Fill(officer, look, "",
        [
            Choice("Judgement", "Hide", "hiding.state", "HIDING_STATE_HIDDEN", unseen: "its reason says it"),
            Choice("Reason", "Abuse", "hiding.reason", "HIDING_REASON_ABUSE", Words.Hiding.Abuse),
        ], _ => Idea(id), [(anyone, page)]);
        await HasPreview(page, isShown: false);
        var picture = $"/council/rounds/{round}/ideas/{id}/look?part=Photo";
        await Table.Fill(officer, picture, "",
        [
            Choice("Judgement", "Hide", "photoHiding.state", "HIDING_STATE_HIDDEN", unseen: "its reason says it"),
            Choice("Reason", "AgainstTheLaw", "photoHiding.reason", "HIDING_REASON_AGAINST_THE_LAW", Words.Hiding.AgainstTheLaw),
        ], _ => Idea(id), [(anyone, page)]);
        // Both are hidden: the form says which of them is asked about.
        await Table.Fill(volunteer, page, "SecondLook",
            [Pressed("photoHiding.state", "HIDING_STATE_SECOND_LOOK", Words.Hiding.LookAsked)], _ => Idea(id), [(volunteer, page)],
            of: "Part=Photo");
        await Table.Fill(volunteer, page, "SecondLook",
            [Pressed("hiding.state", "HIDING_STATE_SECOND_LOOK", Words.Hiding.LookAsked)], _ => Idea(id), [(volunteer, page)],
            of: "Part=Words");
        foreach (var (at, path) in new[] { (look, "hiding"), (picture, "photoHiding") })
        {
            await Table.Fill(second, at, "",
            [
                Choice("Judgement", "Show", path, "", unseen: "it is there again"),
                Unread("Reason", "", "it is shown", unseen: "it is shown") with { Suggested = "it is shown" },
            ], _ => Idea(id));
        }

        await HasPreview(page, isShown: true);
    }

    /// <summary>Of an address that is shared others show what everybody may read, and of an idea whose words are hidden nothing.</summary>
    private async Task HasPreview(string page, bool isShown)
    {
        foreach (var who in new[] { anyone, volunteer, officer })
        {
            var tags = (await who.Open(page)).QuerySelectorAll("meta[property^='og:']").Length;
            if (tags > 0 != isShown)
            {
                Table.Findings.Add($"{page} has {tags} tags for others to show of it.");
            }
        }
    }

    private async Task AStoryIsReportedAndLookedAtTwice(string id, string part)
    {
        var look = $"/council/stories/{id}/look/{part}";
        await Table.Fill(anyone, $"/stories/{id}/report", "",
        [
            Unread("PartId", part, "it is asked for with the part", unseen: "the page is of the part") with { Suggested = "few" },
            Choice("Reason", "Advertising", "flags.reason", "HIDING_REASON_ADVERTISING", Words.Hiding.AdvertisingChoice),
            Text("Note", "They sell\nkettles.", "flags.note"),
        ], async _ => await doors.Officer.Accountability.GetPartFlagsAsync(new() { ReportId = id, PartId = part }), [(officer, look)]);
        // What was shown again can be hidden again, and is then asked about anew.
        foreach (var (hides, shows) in new[] { (officer, second), (second, officer) })
        {
            await Table.Fill(hides, look, "",
            [
                Choice("Judgement", "Hide", "story.hidden.hiding.state", "HIDING_STATE_HIDDEN", unseen: "its reason says it"),
                Choice("Reason", "Advertising", "story.hidden.hiding.reason", "HIDING_REASON_ADVERTISING", Words.Hiding.Advertising),
            ], _ => Report(id), [(anyone, $"/stories/{id}")]);
            await Table.Fill(volunteer, $"/my/stories/{id}", $"/my/stories/{id}?handler=Again",
                [Pressed("story.hidden.hiding.state", "HIDING_STATE_SECOND_LOOK", unseen: "the form is gone")], _ => Report(id),
                of: "handler=Again");
            await Table.Fill(shows, look, "",
            [
                Choice("Judgement", "Show", "story.hidden", "", unseen: "its words are there again"),
                Unread("Reason", "", "it is shown", unseen: "it is shown") with { Suggested = "it is shown" },
            ], _ => Report(id));
        }
    }
}
