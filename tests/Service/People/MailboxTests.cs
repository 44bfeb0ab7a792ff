using Participatory.People.Persons;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>One mailbox may have many addresses. Each is somebody of their own; a second one that registers for a vote waits.</summary>
public sealed class MailboxTests
{
    [Theory]
    [InlineData("one.person@gmail.com", "oneperson@gmail.com")]
    [InlineData("oneperson+2@gmail.com", "oneperson@gmail.com")]
    [InlineData("o.n.e.person+a+b@googlemail.com", "oneperson@gmail.com")]
    [InlineData("one.person+2@outlook.com", "one.person@outlook.com")]
    [InlineData("one.person@outlook.com", "one.person@outlook.com")]
    [InlineData("one.person+2@example.org", "one.person+2@example.org")]
    [InlineData("oneperson@gmail.com.example.org", "oneperson@gmail.com.example.org")]
    public void Addresses_are_one_mailbox_where_their_provider_says_so(string email, string mailbox) =>
        Assert.Equal(mailbox, MailProvider.Mailbox(email, MailProvider.Known));

    [Fact]
    public void A_council_names_the_providers_of_its_town() => Assert.Equal(
        "anna@post.example", MailProvider.Mailbox("an.na+vote@mail.example", [new(["post.example", "mail.example"], WithoutDots: true)]));

    [Theory, EveryDatabase]
    public async Task Two_accounts_of_one_mailbox_are_two_people_with_one_mark_in_which_no_address_stands(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var one = (await desk.CallerIn(await desk.Identity(await desk.SignIn("one.person@gmail.com"))))!;
        var same = (await desk.CallerIn(await desk.Identity(await desk.SignIn("oneperson+2@googlemail.com"))))!;
        var other = (await desk.CallerIn(await desk.Identity(await desk.SignIn("another@gmail.com"))))!;

        Assert.NotEqual(one.Subject, same.Subject);
        Assert.Equal(one.Mailbox, same.Mailbox);
        Assert.NotEqual(one.Mailbox, other.Mailbox);
        Assert.Matches("^[0-9a-f]{64}$", one.Mailbox);
    }
}
