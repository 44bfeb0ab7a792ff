using Participatory.Contracts.Proposals;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>Whose idea it is hears that people asked about it, and whoever asked hears of the answer.</summary>
public sealed class EnquiriesToldTests
{
    private const string Email = "tom.okafor@example.org";

    [Theory, EveryDatabase]
    public async Task Whose_idea_it_is_hears_of_a_question_and_whoever_asked_of_its_answer(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await desk.Add(Email);
        await desk.Service.Deliver(new EnquiryMade("elm", "1", "A bench", tom, 2, desk.Clock.Now));
        await desk.Service.Deliver(new EnquiryAnswered("elm", "2", "enquiry-1", "A tree", tom, "", desk.Clock.Now));
        await desk.Service.Deliver(new EnquiryHidden(
            "elm", "3", "enquiry-2", "", "A pond", tom, 1, "HIDDEN", "ABUSE", "Grace Bell, officer", desk.Clock.Now));
        await desk.SendNotices();
        var mails = await desk.Mails();
        Assert.Equal(
            ["Someone has asked about your idea: A bench", "We have hidden something: A pond", "Your question has an answer: A tree"],
            mails.Select(mail => mail.Subject).Order(StringComparer.Ordinal));
        foreach (var idea in (string[])["1", "2", "3"])
        {
            Assert.Single(mails, mail => mail.Body.Contains($"/rounds/elm/ideas/{idea}", StringComparison.Ordinal));
        }
    }
}
