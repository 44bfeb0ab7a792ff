using System.IO.Hashing;
using System.Text;
using Grpc.Core;
using Microsoft.SqlServer.Server;
using Participatory.Tests.Unit.StandIns.V1;

namespace Participatory.Tests.Unit.StandIns;

/// <summary>What the stand-ins do by themselves, where their documentation promises something.</summary>
public sealed class StandInBehaviourTests
{
    [Fact]
    public void Metadata_keeps_order_and_repeats_and_gives_the_last_of_a_key()
    {
        var metadata = new Metadata { { "A-Key", "1" }, { "b", "2" }, { "a-key", "3" } };

        Assert.Equal("3", metadata.GetValue("a-key"));
        Assert.Equal(["1", "3"], metadata.GetAll("a-key").Select(entry => entry.Value));
        Assert.Null(metadata.GetValue("c"));
        Assert.Null(metadata.GetValueBytes("c"));
    }

    [Fact]
    public void Metadata_keeps_text_and_bytes_apart_by_the_end_of_the_key()
    {
        byte[] bytes = [1, 2, 3];
        var entry = new Metadata.Entry("x-bin", bytes);
        bytes[0] = 9;

        Assert.True(entry.IsBinary);
        Assert.Equal([1, 2, 3], entry.ValueBytes);
        Assert.Throws<InvalidOperationException>(() => entry.Value);
        Assert.Equal("ok"u8.ToArray(), new Metadata.Entry("x", "ok").ValueBytes);
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("x-bin", "text"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("x", bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("new\nline")]
    [InlineData("größe")]
    [InlineData(":path")]
    public void A_metadata_key_holds_only_what_http_allows(string key) =>
        Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "value"));

    [Fact]
    public void Nothing_can_be_added_to_the_empty_metadata_that_all_share()
    {
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a", "b"));
        Assert.Throws<InvalidOperationException>(Metadata.Empty.Clear);
        Assert.Empty(Metadata.Empty);
    }

    [Fact]
    public void An_rpc_exception_carries_its_status_its_trailers_and_the_exception_behind_it()
    {
        var cause = new IOException("gone");
        var error = new RpcException(new Status(StatusCode.Unavailable, "No connection.", cause));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Same(cause, error.InnerException);
        Assert.Empty(error.Trailers);
        Assert.Contains("No connection.", error.Message, StringComparison.Ordinal);
        Assert.Equal("mine", new RpcException(error.Status, "mine").Message);
    }

    [Fact]
    public void Changed_call_options_leave_the_first_as_they_were()
    {
        var first = new CallOptions(deadline: DateTime.UnixEpoch);
        var second = first.WithHeaders([]).WithWaitForReady().WithWriteOptions(WriteOptions.Default);

        Assert.Null(first.Headers);
        Assert.False(first.IsWaitForReady);
        Assert.Null(first.WriteOptions);
        Assert.True(second.IsWaitForReady);
        Assert.Equal(DateTime.UnixEpoch, second.Deadline);
    }

    [Fact]
    public void A_client_with_a_host_names_it_in_its_calls()
    {
        var invoker = new HostNotingInvoker();
        var client = new Echo.EchoClient(invoker);

        client.Say(new EchoMessage(), new CallOptions());
        client.WithHost("elsewhere").Say(new EchoMessage(), new CallOptions());

        Assert.Equal([null, "elsewhere"], invoker.Hosts);
    }

    [Fact]
    public void A_service_definition_refuses_the_same_method_twice()
    {
        var method = new Method<string, string>(MethodType.Unary, "service", "method", Marshallers.StringMarshaller, Marshallers.StringMarshaller);
        var builder = ServerServiceDefinition.CreateBuilder().AddMethod(method, (request, _) => Task.FromResult(request));

        Assert.Equal("/service/method", method.FullName);
        Assert.Throws<ArgumentException>(() => builder.AddMethod(method, (request, _) => Task.FromResult(request)));
    }

    [Fact]
    public void Call_credentials_need_a_secured_channel()
    {
        var token = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);

        Assert.Throws<ArgumentException>(() => ChannelCredentials.Create(ChannelCredentials.Insecure, token));
        Assert.NotNull(ChannelCredentials.Create(ChannelCredentials.SecureSsl, token));
    }

    [Theory]
    [InlineData("", "ef46db3751d8e999")]
    [InlineData("abc", "44bc2cf5ad770999")]
    [InlineData("0123456789", "3f5fc178a81867e7")]
    [InlineData("Nobody inspects the spammish repetition", "fbcea83c8a378bf1")]
    [InlineData("The quick brown fox jumps over the lazy dog, twice and then once more.", "e4213d0598db21c3")]
    public void The_hash_agrees_with_the_reference_program(string text, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(XxHash64.Hash(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void What_is_no_user_defined_type_is_named_with_the_reason() =>
        Assert.Contains("because", InvalidUdtException.Create(typeof(Uri), "because").Message, StringComparison.Ordinal);

    private sealed class HostNotingInvoker : CallInvoker
    {
        public List<string?> Hosts { get; } = [];

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        {
            Hosts.Add(host);
            return (TResponse)(object)new EchoMessage();
        }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
            throw new NotSupportedException();

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
            throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
            throw new NotSupportedException();

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
            throw new NotSupportedException();
    }
}
