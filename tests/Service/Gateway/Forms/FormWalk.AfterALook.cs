using AngleSharp.Html.Parser;
using Participatory.Proposals.V1;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>A button that only looks stands beside the one that sends. On the page that answers, that one sends still.</summary>
public sealed partial class FormWalk
{
    private async Task AnIdeaIsSentAfterALook()
    {
        var sent = await LookAndSend(volunteer, $"/rounds/{round}/propose", "Similar",
        [
            Text("Title", "A porch to wait under", "title"), Text("Words", "It is wet where the bus stops.", "words"),
            Choice("AreaCode", Elm, "areaCode", Elm),
        ]);
        Assert.Equal("A porch to wait under", ((Proposal)await Idea(sent.Id)).Title);
        await doors.Volunteer.Proposals.WithdrawProposalAsync(
            new() { RequestId = Guid.NewGuid().ToString(), RoundId = round, ProposalId = sent.Id });
    }

    private async Task AThemeIsSavedAfterALook(Voice quoted)
    {
        var saved = await LookAndSend(officer, Council + "/themes/name", "Look",
        [
            Text("Statement", "I look twice before I save", "statement"), Text("FewReason", "One was enough.", "fewReason"),
            Choice("VoiceIds", quoted.VoiceId, "voiceIds", quoted.VoiceId),
            Choice("AreaCode", quoted.AreaCode, "areaCode", quoted.AreaCode),
        ]);
        Assert.Equal(Council + "/themes", saved.Path);
        var theme = (Theme)await Newest();
        Assert.Equal("I look twice before I save", theme.Statement);
        await doors.Officer.Proposals.DeleteThemeAsync(new() { RequestId = Guid.NewGuid().ToString(), ThemeId = theme.ThemeId });
    }

    /// <summary>Types, presses the button that looks, and then the first button of the form that comes back, as Enter does.</summary>
    private static async Task<Answer> LookAndSend(Typist who, string path, string handler, Typed[] typed)
    {
        var look = OpenedForm.All(path, await who.Open(path)).First(form => !form.IsQuestion && form.Handler == handler);
        var looked = await who.Send(look.To, look.Fill([.. typed, .. Rest(look, typed)], _ => { }), look.IsMultipart);
        Assert.Equal(System.Net.HttpStatusCode.OK, looked.Status);
        var answered = await new HtmlParser().ParseDocumentAsync(looked.Text);
        var send = OpenedForm.All(look.To, answered).First(form => form.Names.Contains(typed[0].Field, StringComparer.Ordinal));
        return await who.Send(send.To, send.Fill([.. Rest(send, [])], _ => { }), send.IsMultipart);
    }

    private static IEnumerable<Typed> Rest(OpenedForm form, Typed[] typed) => form.Fields.Select(field => field.GetAttribute("name")!)
        .Distinct(StringComparer.Ordinal).Except(typed.Select(one => one.Field), StringComparer.Ordinal).SelectMany(name => Left(name));
}
