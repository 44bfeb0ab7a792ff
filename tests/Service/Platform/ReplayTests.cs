using Google.Protobuf;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Platform;

public sealed class ReplayTests
{
    private static readonly Sql CountRequests = new("SELECT COUNT(*) FROM request");
    private static readonly Sql CountMessages = new("SELECT COUNT(*) FROM inbox");

    [Theory, EveryDatabase]
    public async Task The_same_request_again_gets_the_answer_that_it_got(string engine)
    {
        await using var post = await Post.Open(engine);
        var request = Request();

        Assert.Equal("first", await Answer(post, People.Amina, request, "first"));
        Assert.Equal("first", await Answer(post, People.Amina, request.Clone(), "second"));
    }

    [Theory, EveryDatabase]
    public async Task The_same_id_with_another_body_is_refused_and_changes_nothing(string engine)
    {
        await using var post = await Post.Open(engine);
        var request = Request();
        await Answer(post, People.Amina, request, "first");

        var other = request.Clone();
        other.Answer = "Something else.";
        var refusal = await Assert.ThrowsAsync<Refusal>(() => Answer(post, People.Amina, other, "second"));

        Assert.Equal("REQUEST_ID_REUSED", refusal.Reason.Name);
        Assert.Equal("request_id", Assert.Single(refusal.Fields).Field);
        Assert.Equal("first", await Answer(post, People.Amina, request, "third"));
    }

    [Theory, EveryDatabase]
    public async Task An_id_belongs_to_its_caller_and_its_method(string engine)
    {
        await using var post = await Post.Open(engine);
        var request = Request();
        var otherMethod = new RemovePhotoRequest { RequestId = request.RequestId };

        Assert.Equal("amina", await Answer(post, People.Amina, request, "amina"));
        Assert.Equal("tom", await Answer(post, People.Tom, request, "tom"));
        Assert.Equal("photo", await Answer(post, People.Amina, otherMethod, "photo"));
    }

    [Theory, EveryDatabase]
    public async Task What_was_rolled_back_was_never_asked(string engine)
    {
        await using var post = await Post.Open(engine);
        var request = Request();
        await using (var transaction = await post.Database.Begin(CancellationToken.None))
        {
            await transaction.Remember(People.Amina, request, new Photo { AltText = "lost" });
        }

        Assert.Equal("kept", await Answer(post, People.Amina, request, "kept"));
    }

    [Theory, EveryDatabase]
    public async Task Ten_times_the_same_at_once_is_done_once(string engine)
    {
        await using var post = await Post.Open(engine);
        var request = Request();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Answer(post, People.Amina, request, $"answer {i}")));

        Assert.Single(answers.Distinct(StringComparer.Ordinal));
        await using var session = await post.Database.Read(CancellationToken.None);
        Assert.Equal(1, await session.One<long>(CountRequests));
    }

    [Theory, EveryDatabase]
    public async Task An_answer_is_kept_for_thirty_days_and_the_note_of_a_message_for_four_hundred(string engine)
    {
        await using var post = await Post.Open(engine);
        post.Hear("a");
        await post.Bus.Deliver(new Envelope("message", MessageTypes.NameOf(typeof(Knocked)), """{"name":"one"}""", ""),
            CancellationToken.None);
        await Answer(post, People.Amina, Request(), "first");

        Assert.Equal((1, 1), await Left(29));
        Assert.Equal((0, 1), await Left(31));
        Assert.Equal((0, 1), await Left(399));
        Assert.Equal((0, 0), await Left(401));

        async Task<(long Answers, long Messages)> Left(int days)
        {
            await Kept.Forget(post.Database, Retention.Unset, DateTimeOffset.UtcNow.AddDays(days), CancellationToken.None);
            await using var session = await post.Database.Read(CancellationToken.None);
            return (await session.One<long>(CountRequests), await session.One<long>(CountMessages));
        }
    }

    private static AnswerStoryRequest Request() =>
        new() { RequestId = Guid.NewGuid().ToString(), ReportId = "report", Answer = "Thank you." };

    private static async Task<string> Answer(Post post, Caller caller, IMessage request, string text)
    {
        await using var transaction = await post.Database.Begin(CancellationToken.None);
        if (await transaction.Replay(caller, request, Photo.Parser) is { } before)
        {
            return before.AltText;
        }

        await transaction.Remember(caller, request, new Photo { AltText = text });
        await transaction.Commit();
        return text;
    }
}
