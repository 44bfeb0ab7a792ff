using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Participatory.Gateway.Calls;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;
using Participatory.Words;

namespace Participatory.Tests.Service.AtTheDoor.Languages;

/// <summary>What a service refuses in English reaches a page in the language of its reader, whatever kind of call it was.</summary>
public sealed class InReadersWordsTests
{
    private static readonly Say Say = new(TimeZoneInfo.Utc, TimeProvider.System);

    private static readonly Method<Empty, Empty> Method = new(
        MethodType.Unary, "a.Service", "Do", Marshallers.Create<Empty>(_ => [], _ => new()), Marshallers.Create<Empty>(_ => [], _ => new()));

    private static readonly RpcException TwoFields = Statuses.Of(
        new Refusal(Reasons.InvalidRequest, [], [new Fault("title", Reasons.TextMissing, []), new Fault("code", Reasons.IdWrong, [("max", 60)])]),
        new ServiceWords("participatory.voting", Say));

    public InReadersWordsTests() => LanguageFile.AddMadeUp();

    [Fact]
    public async Task A_refused_call_says_its_sentence_and_those_of_its_fields_anew()
    {
        var read = await Refused(TwoFields, calls => calls.AsyncUnaryCall(Method, null, default, new()).ResponseAsync);
        Assert.StartsWith("⟦", read.Status.Detail, StringComparison.Ordinal);
        Assert.Equal((TwoFields.StatusCode, TwoFields.Reason()), (read.StatusCode, read.Reason()));
        Assert.Equal(["title", "code"], read.FieldFaults().Select(fault => fault.Name));
        Assert.All(read.FieldFaults(), fault => Assert.StartsWith("⟦", fault.Sentence, StringComparison.Ordinal));
        Assert.Contains("⟨60⟩", read.FieldFaults()[1].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_does_one_that_sends_a_stream_and_one_that_reads_one()
    {
        var sent = await Refused(TwoFields, calls => calls.AsyncClientStreamingCall(Method, null, default).ResponseAsync);
        var read = await Refused(
            TwoFields, calls => calls.AsyncServerStreamingCall(Method, null, default, new()).ResponseStream.MoveNext(CancellationToken.None));
        Assert.All([sent, read], refusal => Assert.StartsWith("⟦", refusal.Status.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_has_no_words_here_stays_as_the_service_said_it()
    {
        var newer = Statuses.Of(
            new Refusal(new Reason(StatusCode.FailedPrecondition, "A_REASON_OF_TOMORROW")), new ServiceWords("participatory.voting", Say));
        Assert.Equal(newer.Status.Detail, (await Refused(newer, Call)).Status.Detail);
        var broken = new RpcException(new Status(StatusCode.Unavailable, "The line is dead."));
        Assert.Same(broken, await Refused(broken, Call));

        static Task Call(CallInvoker calls) => calls.AsyncUnaryCall(Method, null, default, new()).ResponseAsync;
    }

    private static async Task<RpcException> Refused(RpcException failure, Func<CallInvoker, Task> call)
    {
        using var until = Language.In(CultureInfo.GetCultureInfo(LanguageFile.MadeUp));
        return await Assert.ThrowsAsync<RpcException>(() => call(new Failing(failure).Intercept(new InReadersWords(Say))));
    }

    /// <summary>A service that refuses everything.</summary>
    private sealed class Failing(RpcException failure) : CallInvoker
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
            new(Task.FromException<TResponse>(failure), Task.FromResult(new Metadata()), () => failure.Status, () => failure.Trailers, () => { });

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => new(
            null!, Task.FromException<TResponse>(failure), Task.FromResult(new Metadata()), () => failure.Status, () => failure.Trailers, () => { });

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => new(
            new Stream<TResponse>(failure), Task.FromResult(new Metadata()), () => failure.Status, () => failure.Trailers, () => { });

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();
    }

    private sealed class Stream<T>(RpcException failure) : IAsyncStreamReader<T>
    {
        public T Current => throw new NotSupportedException();

        public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromException<bool>(failure);
    }
}
