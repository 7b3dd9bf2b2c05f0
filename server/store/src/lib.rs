pub mod durability;
