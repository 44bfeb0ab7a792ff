// These tests wait for brokers and for patience to run out, more than they work: more of them run at once than there are processors.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
